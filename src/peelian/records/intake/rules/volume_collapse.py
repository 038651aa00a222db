"""A month with far fewer rows than the others."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, listed
from peelian.records.intake.months import by_force

COLLAPSE = 0.25
"""The share of the usual rows below which a month counts as collapsed."""
ENOUGH_MONTHS = 3
ENOUGH_ROWS = 20


def find(table: TableFacts) -> Iterable[Fault]:
    """Name the months with less than a quarter of the median of a force's months."""
    for force, counts in by_force(table.months).items():
        usual = median(counts.values()) if counts else 0
        low = [month for month in sorted(counts) if counts[month] < COLLAPSE * usual]
        if len(counts) >= ENOUGH_MONTHS and usual >= ENOUGH_ROWS and low:
            told = listed(f"{month:%B %Y} ({counts[month]:,})" for month in low)
            yield Fault(
                f"{force}: far fewer rows than the usual {usual:,.0f} a month in {told}. Check that no source stopped.",
                column=table.table.period_column or "",
                value=force,
                rows=sum(counts[month] for month in low),
            )


RULE = FactRule(
    identifier="volume-collapse",
    title="Volume collapses",
    severity="warning",
    meaning="A force has less than a quarter of its usual rows in a month, so that a source may have stopped.",
    find=find,
)
