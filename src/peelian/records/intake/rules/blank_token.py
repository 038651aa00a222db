"""A word such as 'N/A' in a cell that says nothing."""

from __future__ import annotations

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import ERRORS, Cell, Known
from peelian.records.intake.findings import CellRule, shown


def broken(column: RecordColumn, cell: Cell, known: Known) -> str | None:
    """Return whether a cell holds a word for blank, rather than nothing."""
    return f"({cell.raw} IS NOT NULL AND trim({cell.raw}) <> '' AND {cell.said} IS NULL)"


def sentence(column: RecordColumn, value: str, known: Known) -> str:
    """Say how the cell was taken; of an error of a spreadsheet, what to do about it."""
    if value.strip().lower() in ERRORS:
        return (
            f"{shown(value)} is an error of the spreadsheet, and is taken as blank. Mend its formula, or leave the "
            "cell empty where nothing is recorded."
        )
    return f"{shown(value)} is taken as blank; leave the cell empty where nothing is recorded."


RULE = CellRule(
    identifier="blank-token",
    title="Word for blank",
    severity="warning",
    meaning="A cell holds a word or sign for 'nothing', such as N/A or a hyphen, or an error of a spreadsheet, such as "
    "#DIV/0!; it is taken as blank.",
    broken=broken,
    sentence=sentence,
)
