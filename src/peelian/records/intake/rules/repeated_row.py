"""Rows that say the same."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file that repeat an earlier one."""
    for file, rows in sorted((table.repeated or {}).items()):
        if rows:
            yield Fault(
                f"{counted(rows, 'row says', 'rows say')} the same in every column as a row before "
                f"{'it' if rows == 1 else 'them'}.",
                rows=rows,
                file=file,
            )


RULE = FactRule(
    identifier="repeated-row",
    title="Repeated rows",
    severity="warning",
    meaning="Rows of a file say the same as a row before them in every column that the file fills.",
    find=find,
)
