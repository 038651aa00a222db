"""A cell that should hold a date and does not."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell is not of its type."""
    if column.type != "date":
        return None
    text = cell.said
    return f"({text} IS NOT NULL AND {cell.value} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what is allowed."""
    return f"{shown(value)} is not a date; write it as 2022-03-31."


RULE = CellRule(
    identifier="not-a-date",
    title="Not a date",
    severity="row",
    meaning="A column of dates holds something that is no day of the calendar, or a time of the day.",
    broken=broken,
    sentence=sentence,
)
