"""A day that has not come yet."""

from __future__ import annotations

from peelian.catalogue.record_tables import DATED, RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a day lies after today in a column that tells of the past."""
    if column.type not in DATED or column.ahead:
        return None
    return f"({cell.value} >= DATE '{known.end(column)}')"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say that the day has not come."""
    return f"{shown(value)} lies in the future, and '{column.name}' tells of what has happened. Look at the year."


RULE = CellRule(
    identifier="future-day",
    title="Day in the future",
    severity="row",
    meaning="Something is recorded for a day after the day of the check.",
    broken=broken,
    sentence=sentence,
)
