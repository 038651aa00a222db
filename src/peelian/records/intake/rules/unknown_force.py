"""A force that is not in the list."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell names no force that is known."""
    if column.type != "force":
        return None
    return f"({cell.said} IS NOT NULL AND {cell.value} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what the name is, with the nearest names of forces."""
    return known.recognise(value).sentence()


RULE = CellRule(
    identifier="unknown-force",
    title="Unknown force",
    severity="row",
    meaning="A force is named that the list of forces does not hold.",
    broken=broken,
    sentence=sentence,
)
