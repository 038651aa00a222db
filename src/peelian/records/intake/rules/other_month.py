"""Rows that belong to another month than their file says."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts, by_file
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.months import month_in_name


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file that belong to another month."""
    for file, months in sorted(by_file(table.months).items()):
        named = month_in_name(file)
        strays = [found for found in months if found.month != named]
        if named and strays:
            number = sum(found.rows for found in strays)
            belong = "belongs" if number == 1 else "belong"
            yield Fault(
                f"The file is named for {named:%B %Y}, and {number:,} of its rows {belong} "
                f"to {listed(sorted({f'{found.month:%B %Y}' for found in strays}))} in universal time.",
                column=table.table.period_column or "",
                rows=number,
                file=file,
            )


RULE = FactRule(
    identifier="other-month",
    title="Row of another month",
    severity="warning",
    meaning=(
        "The name of the file says one month, and rows belong to another in universal time; most often they happened "
        "in the hour after midnight of summer time."
    ),
    find=find,
)
