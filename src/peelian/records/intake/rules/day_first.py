"""A date written with the day before the month."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known, day_first
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a date is written with the day first."""
    if column.type not in ("date", "moment"):
        return None
    return f"({day_first(column, cell.said)} IS NOT NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the date was read."""
    return f"{shown(value)} is read with the day first; write dates as 2022-03-31."


RULE = CellRule(
    identifier="day-first",
    title="Day before month",
    severity="warning",
    meaning="A date is written with the day first, as in 31/03/2022; it is read so.",
    broken=broken,
    sentence=sentence,
)
