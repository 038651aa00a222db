"""A file without anything in it."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say that there is nothing."""
    if not file.size:
        yield Fault("The file is empty: it has no header and no row. Send it again.")


RULE = FactRule(
    identifier="empty-file",
    title="Empty file",
    severity="file",
    meaning="The file has no content at all.",
    find=find,
)
