"""A column without a name."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Name the place of each column whose header is empty."""
    if file.source is None:
        return
    for place, name in enumerate(file.header, start=1):
        if not name.lstrip("\ufeff").strip():
            yield Fault(
                f"Column {place} has no name and is not taken up. Give it a name, or leave it out.",
                column=f"column {place}",
            )


RULE = FactRule(
    identifier="unnamed-column",
    title="Column without a name",
    severity="note",
    meaning="The header names no column in one place, often because a program wrote the numbers of its rows there.",
    find=find,
)
