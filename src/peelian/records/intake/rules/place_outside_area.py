"""Places that lie outside the area of the force."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file and force whose place lies outside the rectangle around the force's area."""
    for found in table.outside:
        alone = found.rows == 1
        outside, one = ("lies outside the area", "") if alone else ("lie outside the area", "one of them ")
        yield Fault(
            f"{found.rows:,} of {counted(found.placed, 'row')} with a place {outside} of {found.force}, {one}at "
            f"{found.example}. Such rows are accepted; a published place is moved to a point nearby, and a far one is "
            "wrong.",
            column="latitude",
            value=found.example,
            rows=found.rows,
            file=found.file,
        )


RULE = FactRule(
    identifier="place-outside-area",
    title="Place outside the area",
    severity="warning",
    meaning="The place of a row lies outside the smallest rectangle that holds the area of its force.",
    find=find,
)
