"""A number below the least that it can be."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a number is too small."""
    if column.minimum is None:
        return None
    return f"({cell.value} < {column.minimum})"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what the least is."""
    return f"{shown(value)} is less than {column.minimum} {column.unit}, the least that it can be."


RULE = CellRule(
    identifier="below-minimum",
    title="Below the minimum",
    severity="row",
    meaning="A number is less than the least that it can be; most often a count is negative.",
    broken=broken,
    sentence=sentence,
)
