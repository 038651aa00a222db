"""A packed file that grows beyond what is allowed."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how large the file may grow."""
    if file.unpacked > file.allowed:
        yield Fault(
            f"The workbook unpacks to more than {file.allowed:,} bytes and is not opened. Save the table as CSV."
        )


RULE = FactRule(
    identifier="too-large-unpacked",
    title="Grows too large",
    severity="file",
    meaning="A packed file grows so large that it may have been made to harm.",
    find=find,
)
