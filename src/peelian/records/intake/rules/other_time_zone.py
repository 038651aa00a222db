"""A moment that is told in local time."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown

OFFSET = r".*:\d{2}(?:\.\d+)?[+-](?:0[1-9]|1\d|00:?[1-9]).*"


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a moment names an offset other than nought."""
    if column.type != "moment":
        return None
    return matches(cell.said, OFFSET)


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what was done."""
    return f"{shown(value)} is turned into universal time, which may move it into another day or month."


RULE = CellRule(
    identifier="other-time-zone",
    title="Moment with an offset",
    severity="warning",
    meaning="A moment names an offset from universal time; it is turned into universal time.",
    broken=broken,
    sentence=sentence,
)
