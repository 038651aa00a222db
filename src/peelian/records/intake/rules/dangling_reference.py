"""A reference to a row that is not there."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import TableFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(table: TableFacts) -> Iterable[Fault]:
    """Count the references of each column that lead nowhere."""
    for found in table.broken:
        yield Fault(
            f"{counted(found.rows, 'row names', 'rows name')} a row of '{found.target}' that is not among the "
            "accepted ones.",
            column=found.column,
            value=found.example,
            rows=found.rows,
        )


RULE = FactRule(
    identifier="dangling-reference",
    title="Dangling reference",
    severity="warning",
    meaning="A row names a row of another table that is not among the accepted ones.",
    find=find,
)
