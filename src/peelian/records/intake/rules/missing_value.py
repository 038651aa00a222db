"""A cell that must be filled and is not."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule

NAME_THE_FORCE = "Where a file has no such column, name its force with --force PATH=FORCE."


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a cell that must be filled says nothing."""
    return f"({cell.said} IS NULL)" if column.required else None


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say which cell is empty."""
    told = f"'{column.name}' is empty and must be filled: {column.meaning}."
    return f"{told} {NAME_THE_FORCE}" if column.type == "force" else told


RULE = CellRule(
    identifier="missing-value",
    title="Missing value",
    severity="row",
    meaning="A column that every row must fill is blank, or holds a word for blank.",
    broken=broken,
    sentence=sentence,
)
