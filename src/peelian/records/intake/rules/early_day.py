"""A day before anything is recorded."""

from __future__ import annotations

from peelian.catalogue.record_tables import DATED, RecordColumn
from peelian.records.intake.cells import EARLIEST, Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a day is a placeholder."""
    if column.type not in DATED:
        return None
    return f"({cell.value} < DATE '{EARLIEST}')"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what such days are."""
    return f"{shown(value)} is what a machine writes for nothing. Write the day, or leave the cell empty."


RULE = CellRule(
    identifier="early-day",
    title="Day too long ago",
    severity="row",
    meaning="A day lies before 2 January 1970: 1 January 1900 and 1 January 1970 are what machines write for nothing.",
    broken=broken,
    sentence=sentence,
)
