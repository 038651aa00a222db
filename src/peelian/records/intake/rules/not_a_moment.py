"""A cell that should hold a moment and does not."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell is not of its type."""
    if column.type != "moment":
        return None
    text = cell.said
    return f"({text} IS NOT NULL AND {cell.value} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what is allowed."""
    return f"{shown(value)} is not a moment; write it as 2022-03-31T14:05:00Z, in universal time."


RULE = CellRule(
    identifier="not-a-moment",
    title="Not a moment",
    severity="row",
    meaning="A column of moments holds something that is no time of any day.",
    broken=broken,
    sentence=sentence,
)
