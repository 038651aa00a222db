"""Columns of a public file that no table takes up."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, shown


def find(file: FileFacts) -> Iterable[Fault]:
    """Name each column with the reason."""
    if file.source is None or file.source.format is None:
        return
    for name, reason in file.source.format.unused.items():
        yield Fault(f"The column {shown(name)} is not taken up: {reason}", column=name)


RULE = FactRule(
    identifier="unused-columns",
    title="Columns that are not taken up",
    severity="note",
    meaning="A public file has columns that no table takes up; the format says why.",
    find=find,
)
