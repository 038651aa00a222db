"""A number whose thousands are parted by commas."""

from __future__ import annotations

from peelian.catalogue.record_tables import NUMERIC, RecordColumn
from peelian.records.intake.cells import GROUPED, Cell, Known, matches
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a number is written with commas."""
    return matches(cell.said, GROUPED) if column.type in NUMERIC else None


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the number was read."""
    return f"{shown(value)} is read as {value.strip().replace(',', '')}; write numbers without commas."


RULE = CellRule(
    identifier="thousands-comma",
    title="Thousands commas",
    severity="warning",
    meaning="A number has commas between its thousands; it is read without them.",
    broken=broken,
    sentence=sentence,
)
