"""A code that the column does not list."""

from __future__ import annotations

from difflib import get_close_matches

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.duck import quoted_text
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, listed, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a filled cell is none of the codes."""
    if column.type != "code":
        return None
    allowed = ", ".join(quoted_text(code) for code in column.allowed)
    return f"({cell.said} NOT IN ({allowed}))"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say which codes are allowed, and which was probably meant."""
    close = get_close_matches(value.strip().lower(), column.allowed, n=1)
    meant = f" Was '{close[0]}' meant?" if close else ""
    return f"{shown(value)} is not a value of '{column.name}'.{meant} Allowed: {listed(column.allowed)}."


RULE = CellRule(
    identifier="unknown-code",
    title="Unknown code",
    severity="row",
    meaning="A column of codes holds a word that it does not list.",
    broken=broken,
    sentence=sentence,
)
