"""A text that a spreadsheet would run as a formula."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown

FORMULA = r"(?s)=.*|[@+\-][A-Za-z][\w.]*[(|!].*"
"""An equals sign, or another sign by which formulas begin and the call of a function or of a program."""


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a text or an identifier begins as a formula does."""
    return matches(cell.said, FORMULA) if column.type in ("text", "reference") else None


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say what was done with it."""
    return (
        f"{shown(value)} begins as a formula does; it is kept as text and never run. "
        "Write what the record says, and no formula."
    )


RULE = CellRule(
    identifier="formula-in-text",
    title="Formula in a text",
    severity="warning",
    meaning="A text begins as a formula does; it is kept as it stands and never run.",
    broken=broken,
    sentence=sentence,
)
