"""A sheet of a workbook that holds no table of records."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Say that the sheet is left out."""
    if file.header and file.source is None and file.beside_recognised:
        yield Fault("The sheet holds no table that is known, and is not read.", rows=file.rows or 0)


RULE = FactRule(
    identifier="further-sheet",
    title="Sheet that is not read",
    severity="note",
    meaning="A sheet stands beside tables of records and is none of them; it is not read.",
    find=find,
)
