"""A column that is far blanker in one file than in the others."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault

RISE = 0.5
"""By how much the share of blanks must lie above the usual one."""
ENOUGH_ROWS = 20


def find(table: TableFacts) -> Iterable[Fault]:
    """Compare each file with the median of the others that have the column."""
    for found in table.blanks:
        others = [
            other.blank / other.rows
            for other in table.blanks
            if other.column == found.column and other.file != found.file and other.rows
        ]
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
