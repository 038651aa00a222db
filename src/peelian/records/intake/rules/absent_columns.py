"""Columns of the table that the file does not have."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, listed


def find(file: FileFacts) -> Iterable[Fault]:
    """Name the columns that the file leaves out."""
    if file.source is None:
        return
    absent = [name for name in file.source.absent if not file.source.table.column(name).required]
    if absent:
        yield Fault(f"{len(absent)} columns of the table are not in the file: {listed(absent, 60)}.")


RULE = FactRule(
    identifier="absent-columns",
    title="Columns that are absent",
    severity="note",
    meaning="The file does not tell some columns of its table; what needs them cannot be worked out.",
    find=find,
)
