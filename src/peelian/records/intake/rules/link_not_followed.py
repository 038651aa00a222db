"""A link that leads to no file, to a folder, or out of what is checked."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say where it leads, and how to have it checked."""
    if file.link:
        yield Fault(
            f"It is a link that leads {file.link}; it is not followed, and nothing behind it was checked. Put what is "
            "to be checked in its place, or name that to the check."
        )


RULE = FactRule(
    identifier="link-not-followed",
    title="Link that is not followed",
    severity="file",
    meaning="A link leads to no file, to a folder, or out of what is checked; nothing behind it is read.",
    find=find,
)
