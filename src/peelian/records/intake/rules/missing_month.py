"""A month without any row of a force."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.months import by_force, months_between


def find(table: TableFacts) -> Iterable[Fault]:
    """Name the months that are missing between the first and the last of each force."""
    for force, counts in by_force(table.months).items():
        between = months_between(min(counts), max(counts)) if counts else ()
        missing = [month for month in between if month not in counts]
        if missing:
            yield Fault(
                f"{force}: no row for {listed(f'{month:%B %Y}' for month in missing)}, though there are rows before "
                "and after. Send the months, or say why there is nothing.",
                column=table.table.period_column or "",
                value=force,
                rows=0,
            )


RULE = FactRule(
    identifier="missing-month",
    title="Missing month",
    severity="warning",
    meaning="A force has rows before and after a month, and none in it.",
    find=find,
)
