"""A number with the mark of a footnote."""

from __future__ import annotations

from peelian.catalogue.record_tables import NUMERIC, RecordColumn
from peelian.records.intake.cells import Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown

MARKED = r"[+-]?[\d,]*\.?\d+\s*(?:\[[^\]]*\]|\([^)]*\)|[*†‡¹²³]+|\s[a-z]{1,2}|[a-z])"


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a number is followed by a mark."""
    return matches(cell.said, MARKED) if column.type in NUMERIC else None


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what to do about the mark."""
    return f"{shown(value)} carries a footnote mark; write the number alone and the note elsewhere."


RULE = CellRule(
    identifier="footnote-mark",
    title="Footnote in a cell",
    severity="row",
    meaning="A number carries the mark of a footnote, so that it cannot be told where the number ends.",
    broken=broken,
    sentence=sentence,
)
