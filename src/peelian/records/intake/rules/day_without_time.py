"""A day where the time of the day is asked for too."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown

TIMELESS = r"[^:]*"


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a moment tells no time."""
    if column.type != "moment":
        return None
    return f"({cell.value} IS NOT NULL AND {matches(cell.said, TIMELESS)})"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the day was taken."""
    return f"{shown(value)} tells no time and is taken as midnight; write it as 2022-03-31T14:05:00Z."


RULE = CellRule(
    identifier="day-without-time",
    title="Day without a time",
    severity="warning",
    meaning="A moment tells the day and no time; it is taken as the first instant of the day, in universal time.",
    broken=broken,
    sentence=sentence,
)
