"""A column that is far blanker in one file than in the others."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault

RISE = 0.5
"""By how much the share of blanks must lie above the usual one."""
ENOUGH_ROWS = 20


def find(table: TableFacts) -> Iterable[Fault]:
    """Compare each file with the median of the others that have the column."""
    shares: dict[str, list[float]] = defaultdict(list)
    own: dict[tuple[str, str], list[float]] = defaultdict(list)
    for found in table.blanks:
        if found.rows:
            share = found.blank / found.rows
            insort(shares[found.column], share)
            own[found.file, found.column].append(share)
    for found in table.blanks:
        others = shares[found.column].copy()
        for share in own[found.file, found.column]:
            del others[bisect_left(others, share)]
        if not others or not found.rows or found.blank == found.rows:
            continue
        share, usual = found.blank / found.rows, median(others)
        if share - usual >= RISE and found.rows >= ENOUGH_ROWS:
            yield Fault(
                f"'{found.column}' is blank in {100 * share:.0f} percent of the rows; the usual share of the other "
                f"files is {100 * usual:.0f} percent.",
                column=found.column,
                rows=found.blank,
                file=found.file,
            )


RULE = FactRule(
    identifier="blanks-rise",
    title="Blanks rise",
    severity="warning",
    meaning="A column is left blank far more often in one file than in the other files of the table.",
    find=find,
)
