"""A cell that should hold a whole number and does not."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown
from peelian.records.intake.rules.footnote_mark import MARKED


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell is not of its type."""
    if column.type != "whole":
        return None
    text = cell.said
    marked = matches(text, MARKED)
    return f"({text} IS NOT NULL AND {cell.value} IS NULL AND NOT {marked})"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what is allowed."""
    return f"{shown(value)} is not a whole number of {column.unit}; write digits alone."


RULE = CellRule(
    identifier="not-a-whole-number",
    title="Not a whole number",
    severity="row",
    meaning="A column of whole numbers holds something else.",
    broken=broken,
    sentence=sentence,
)
