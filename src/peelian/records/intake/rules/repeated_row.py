"""Rows that say the same."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file that repeat another."""
    for file, rows in sorted((table.repeated or {}).items()):
        if rows:
            yield Fault(
                f"{counted(rows, 'row says', 'rows say')} the same as another row in every column.",
                rows=rows,
                file=file,
            )


RULE = FactRule(
    identifier="repeated-row",
    title="Repeated rows",
    severity="warning",
    meaning="Rows of a file say the same as another row in every column that the file fills.",
    find=find,
)
