"""Places that lie outside the area of the force."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the rows of each file and force whose place lies outside the rectangle around the force's area."""
    for found in table.outside:
        yield Fault(
            f"{found.rows:,} of {found.placed:,} rows with a place lie outside the area of {found.force}, one of them "
            f"at {found.example}. They are accepted; a published place is moved to a point nearby, and a far one is "
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
