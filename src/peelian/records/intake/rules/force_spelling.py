"""A force named otherwise than by its short name."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a force is known, and by another name."""
    if column.type != "force":
        return None
    slug = cell.value
    return f"({slug} IS NOT NULL AND {cell.said} <> {slug})"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the name was taken."""
    return known.recognise(value).sentence()


RULE = CellRule(
    identifier="force-spelling",
    title="Force by another name",
    severity="note",
    meaning="A force is named by a known name that is not its short name; its short name is taken.",
    broken=broken,
    sentence=sentence,
)
