"""How much of each column of a file is blank."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts, by_file
from peelian.records.intake.findings import FactRule, Fault, listed

MOST_COLUMNS = 30


def find(table: TableFacts) -> Iterable[Fault]:
    """Say for each file, in one finding, which columns have blanks and how many."""
    for file, found_in_it in by_file(table.blanks).items():
        gaps = [found for found in found_in_it if 0 < found.blank < found.rows]
        if gaps:
            told = (
                f"'{gap.column}' {gap.blank:,} ({100 * gap.blank / gap.rows:.0f} percent)" for gap in gaps
            )
            yield Fault(
                f"Blank cells among {gaps[0].rows:,} rows: {listed(told, MOST_COLUMNS)}.",
                rows=max(gap.blank for gap in gaps),
                file=file,
            )


RULE = FactRule(
    identifier="blank-shares",
    title="Blank cells by column",
    severity="note",
    meaning="Which columns of a file have blank cells, and how many; blank is kept apart from no and from 0.",
    find=find,
)
