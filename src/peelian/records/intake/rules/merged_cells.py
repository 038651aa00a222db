"""Cells of a workbook that are merged."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how many merged cells there are."""
    if file.merged:
        yield Fault(
            f"The workbook has {counted(file.merged, 'merged cell')}. Only the first cell of each has the value; "
            "part them."
        )


RULE = FactRule(
    identifier="merged-cells",
    title="Merged cells",
    severity="warning",
    meaning="Merged cells hold their value in the first of them only; the others are blank.",
    find=find,
)
