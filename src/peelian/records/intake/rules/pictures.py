"""Pictures in a workbook."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how many pictures there are."""
    if file.pictures:
        yield Fault(f"The workbook holds {counted(file.pictures, 'picture')}; nothing of it is read.")


RULE = FactRule(
    identifier="pictures",
    title="Pictures",
    severity="note",
    meaning="The workbook holds pictures; they are not read.",
    find=find,
)
