"""A file with a header and no row."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say that no row follows."""
    if file.source and file.rows == 0:
        yield Fault(
            "The file has no row below its header. If there is nothing to record, say so beside the file."
        )


RULE = FactRule(
    identifier="no-rows",
    title="No rows",
    severity="warning",
    meaning="The file names its columns and has no row below them.",
    find=find,
)
