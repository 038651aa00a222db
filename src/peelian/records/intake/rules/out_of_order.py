"""A day or moment that lies before another one of its row, which comes first."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell
from peelian.records.intake.findings import PairRule, shown


def other(column: RecordColumn) -> str | None:
    """Return the column whose day or moment comes first."""
    return column.not_before


def broken(cell: Cell, earlier: Cell) -> str:
    """Return whether a cell lies before the one that comes first; a blank one never does."""
    return f"({cell.value} < {earlier.value})"


def sentence(column: RecordColumn, value: str, earlier: str, earlier_value: str) -> str:
    """Name both cells."""
    return (
        f"'{column.name}' {shown(value)} lies before '{earlier}' {shown(earlier_value)}, which comes first. Look at "
        "both."
    )


RULE = PairRule(
    identifier="out-of-order",
    title="Moments out of order",
    severity="warning",
    meaning="A day or moment lies before another one of its row that has to come first, such as the end of an incident "
    "before its beginning.",
    other=other,
    broken=broken,
    sentence=sentence,
)
