"""A day that lies too far ahead."""

from __future__ import annotations

from peelian.catalogue.record_tables import DATED, RecordColumn
from peelian.records.intake.cells import YEARS_AHEAD, Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a day by which something is due lies too far ahead."""
    if column.type not in DATED or not column.ahead:
        return None
    return f"({cell.value} >= DATE '{known.end(column)}')"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how far ahead a day may lie."""
    return f"{shown(value)} lies more than {YEARS_AHEAD} years ahead. Look at the year."


RULE = CellRule(
    identifier="far-day",
    title="Day too far ahead",
    severity="row",
    meaning="Something is due on a day that lies more than twenty years ahead.",
    broken=broken,
    sentence=sentence,
)
