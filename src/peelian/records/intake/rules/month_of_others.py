"""A month that other forces sent and one force did not."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.months import by_force


def find(table: TableFacts) -> Iterable[Fault]:
    """Name the months at either end that other forces have; those between a force's own have their own rule."""
    forces = by_force(table.months)
    every = {month for counts in forces.values() for month in counts}
    for force, counts in forces.items():
        missing = sorted(month for month in every if counts and not min(counts) <= month <= max(counts))
        if missing:
            yield Fault(
                f"{force}: no row for {listed(f'{month:%B %Y}' for month in missing)}, for which other forces have "
                "rows. Compare forces over the months that all of them have.",
                column=table.table.period_column or "",
                value=force,
                rows=0,
            )


RULE = FactRule(
    identifier="month-of-others",
    title="Month that other forces have",
    severity="warning",
    meaning="Other forces have rows in a month before the first or after the last of a force.",
    find=find,
)
