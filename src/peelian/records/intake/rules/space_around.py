"""Space before or after what a cell says."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether words or codes have space around them."""
    if column.type not in ("text", "code", "reference", "force"):
        return None
    return f"({cell.said} IS NOT NULL AND {cell.raw} <> trim({cell.raw}))"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what was left away."""
    return f"{shown(value)} has space around it, which is left away; remove it."


RULE = CellRule(
    identifier="space-around",
    title="Space around a value",
    severity="warning",
    meaning="Space stands before or after the value; it is left away.",
    broken=broken,
    sentence=sentence,
)
