"""Lines above the row that names the columns."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how many lines were passed over."""
    if file.source and file.skipped:
        yield Fault(
            f"{counted(file.skipped, 'filled line stands', 'filled lines stand')} above the row that names the "
            "columns; nothing of it is read.",
            row=file.header_row,
        )


RULE = FactRule(
    identifier="lines-above-header",
    title="Lines above the header",
    severity="warning",
    meaning="Titles or notes stand above the row that names the columns; nothing of it is read.",
    find=find,
)
