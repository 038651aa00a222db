"""A file that cannot be opened as what its name says."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say why it cannot be read."""
    if file.unreadable and file.seen_as:
        yield Fault(f"The file cannot be read: its content is {file.seen_as}.")
    elif file.unreadable:
        yield Fault(f"The file cannot be read: {file.unreadable}. Save it again and send it whole.")


RULE = FactRule(
    identifier="unreadable-file",
    title="File cannot be read",
    severity="file",
    meaning="The file is broken, or only a part of it has arrived.",
    find=find,
)
