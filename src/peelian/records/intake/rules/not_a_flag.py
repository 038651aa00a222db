"""A cell that should say true or false and says something else."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell is not of its type."""
    if column.type != "flag":
        return None
    text = cell.said
    return f"({text} IS NOT NULL AND {cell.value} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what is allowed."""
    return f"{shown(value)} is neither true nor false; leave the cell empty where it is not recorded."


RULE = CellRule(
    identifier="not-a-flag",
    title="Neither true nor false",
    severity="row",
    meaning="A column of flags holds something else than true, false or nothing.",
    broken=broken,
    sentence=sentence,
)
