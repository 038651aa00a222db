"""A file that stops in the middle of a row."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say that the end is missing."""
    if file.source and file.ends_open:
        yield Fault(
            "The file stops in the middle of a row; rows after it are probably missing. Send it whole."
        )


RULE = FactRule(
    identifier="half-a-file",
    title="Half a file",
    severity="warning",
    meaning="The last line stops in the middle of a row, so that rows after it are probably missing.",
    find=find,
)
