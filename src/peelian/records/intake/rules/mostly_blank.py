"""A column of a file that most rows leave blank."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault
from peelian.records.intake.rules import blanks_rise

MOST = 0.5
"""The share of blank cells from which a column counts as mostly blank; one that is always blank has its own rule."""


def find(table: TableFacts) -> Iterable[Fault]:
    """Name each column that at least half of the rows of a file leave blank, but those that `blanks_rise` tells of."""
    risen = {(fault.file, fault.column) for fault in blanks_rise.find(table)}
    for found in table.blanks:
        if (found.file, found.column) not in risen and MOST * found.rows <= found.blank < found.rows:
            share = 100 * found.blank / found.rows
            yield Fault(
                f"'{found.column}' is blank in {found.blank:,} of {found.rows:,} rows ({share:.0f} percent). What "
                "needs it rests on the rest alone.",
                column=found.column,
                rows=found.blank,
                file=found.file,
            )


RULE = FactRule(
    identifier="mostly-blank",
    title="Column mostly blank",
    severity="warning",
    meaning="At least half of the rows of a file leave a column blank, and the other files do not differ.",
    find=find,
)
