"""Rows as `peelian records measures` writes them, turned into the rows that a release takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from peelian.records.comparison import MeasureDefinition

MARKS = frozenset({"measure", "force", "breakdown", "status"})
"""Columns by which results of the records engine are known."""

REASONS = {
    "no-base": "No row of the force is in the scope of the measure",
    "small-base": "The base is too small for a value to stand on",
    "excluded": "The records of the force are left out of the measure",
}

FIRST_ROW = 2
"""The row of a table under its header, counted as a spreadsheet does."""

Row = Mapping[str, str]


def rows_of_measure(rows: Sequence[Row], measured: MeasureDefinition) -> list[tuple[int, Row]]:
    """Number the rows as a spreadsheet does, the header being row 1, and return those of this measure, one a force.

    Rows without the columns of results come back as they are. Results broken down further than by force, and those
    of other measures, are passed over.
    """
    numbered = list(enumerate(rows, FIRST_ROW))
    if not rows or not set(rows[0]) >= MARKS:
        return numbered
    return [
        (number, _row(row, measured))
        for number, row in numbered
        if row["measure"] == measured.identifier and not row["breakdown"]
    ]


def _row(row: Row, measured: MeasureDefinition) -> Row:
    """One result with the days that it is of; a share is a proportion there and a percentage here."""
    kept = {name: row.get(name, "") for name in ("force", "first_day", "last_day")}
    reason = REASONS.get(row["status"], "")
    if reason:
        return {**kept, "reason": reason}
    parts = {name: _whole(row.get(name, "")) for name in ("numerator", "denominator")}
    if measured.basis != "value" and all(parts.values()):
        return {**kept, **parts}
    return {**kept, "value": _value(row.get("value", ""), measured), "unit": row.get("unit", "")}


def _whole(text: str) -> str:
    """A whole number without its decimal point; nothing where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return ""
    return f"{number:.0f}" if number == number.to_integral_value() else ""


def _value(text: str, measured: MeasureDefinition) -> str:
    try:
        return str(Decimal(text) * (100 if measured.basis == "share" else 1))
    except InvalidOperation:
        return text
