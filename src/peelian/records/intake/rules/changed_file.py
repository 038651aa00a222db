"""A file that changed while it was read."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say that what was taken in may be of two states."""
    if file.changed:
        yield Fault(
            "The file changed while it was read, so that rows may be missing or of two states. Check it again when "
            "nothing writes it."
        )


RULE = FactRule(
    identifier="changed-file",
    title="File changed while it was read",
    severity="warning",
    meaning="The size of the file, or the time of its last change, was another after the reading than before.",
    find=find,
)
