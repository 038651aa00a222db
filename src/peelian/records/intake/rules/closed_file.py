"""A file, or a folder, that may not be opened."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say what the system says."""
    if file.closed:
        yield Fault(
            f"It cannot be opened, and nothing in it was checked. The system says: {file.closed}. Give whoever runs "
            "the check the right to read it, and check again."
        )


RULE = FactRule(
    identifier="closed-file",
    title="File or folder that cannot be opened",
    severity="file",
    meaning="The system does not let a file, or a folder with what is in it, be read by whoever runs the check.",
    find=find,
)
