"""A number above the most that it can be."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a number is too large."""
    if column.maximum is None:
        return None
    return f"({cell.value} > {column.maximum})"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what the most is."""
    return f"{shown(value)} is more than {column.maximum} {column.unit}, the most that it can be."


RULE = CellRule(
    identifier="above-maximum",
    title="Above the maximum",
    severity="row",
    meaning="A number is more than the most that it can be.",
    broken=broken,
    sentence=sentence,
)
