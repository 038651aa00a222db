"""A file of which the content is no text."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say what a text file is."""
    if file.binary and file.seen_as:
        yield Fault(f"The content is no text but {file.seen_as}.")
    elif file.binary:
        yield Fault(
            "The content is no text: it holds bytes that no letter has. Save the table as CSV in UTF-8, or as XLSX."
        )


RULE = FactRule(
    identifier="not-a-table",
    title="Not a table",
    severity="file",
    meaning="The content is not text, whatever the name of the file says.",
    find=find,
)
