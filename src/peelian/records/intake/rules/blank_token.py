"""A word such as 'N/A' in a cell that says nothing."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a cell holds a word for blank, rather than nothing."""
    return f"({cell.raw} IS NOT NULL AND trim({cell.raw}) <> '' AND {cell.said} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the cell was taken."""
    return f"{shown(value)} is taken as blank; leave the cell empty where nothing is recorded."


RULE = CellRule(
    identifier="blank-token",
    title="Word for blank",
    severity="warning",
    meaning="A cell holds a word or sign for 'nothing', such as N/A or a hyphen; it is taken as blank.",
    broken=broken,
    sentence=sentence,
)
