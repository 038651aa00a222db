"""A column of a file that is never filled."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault


def find(table: TableFacts) -> Iterable[Fault]:
    """Name each column that every row of a file leaves blank."""
    for found in table.blanks:
        if found.rows and found.blank == found.rows:
            rows = {1: "the only row", 2: "both rows"}.get(found.rows, f"all {found.rows:,} rows")
            yield Fault(
                f"'{found.column}' is blank in {rows}.",
                column=found.column,
                rows=found.rows,
                file=found.file,
            )


RULE = FactRule(
    identifier="blank-column",
    title="Column always blank",
    severity="warning",
    meaning="The file has the column, and no row fills it.",
    find=find,
)
