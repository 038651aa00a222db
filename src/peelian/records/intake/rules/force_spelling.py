"""A force named otherwise than by its short name or its name."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.duck import quoted_text
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a force is known, and by another name than its own."""
    if column.type != "force":
        return None
    # Of a name of its own there is nothing to say.
    own = "".join(f" AND {cell.said} <> {quoted_text(text)}" for text in _own_names(known))
    return f"({cell.value} IS NOT NULL AND {cell.said} <> {cell.value}{own})"


def _own_names(known: Known) -> list[str]:
    """The spellings in the file that are the very names of forces."""
    others = (text for text, slug in known.forces.items() if text != slug)
    return [text for text in others if (force := known.recognise(text).force) and force.name == text]


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the name was taken."""
    return known.recognise(value).sentence()


RULE = CellRule(
    identifier="force-spelling",
    title="Force by another name",
    severity="note",
    meaning="A force is named by a known name that is neither its short name nor its name; its short name is taken.",
    broken=broken,
    sentence=sentence,
)
