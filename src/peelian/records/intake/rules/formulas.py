"""Cells of a workbook that hold formulas."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, counted


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how many formulas there are."""
    if file.formulas:
        yield Fault(
            f"The workbook has {counted(file.formulas, 'formula')}. The values saved with them are read; "
            "save values instead."
        )


RULE = FactRule(
    identifier="formulas",
    title="Formulas",
    severity="warning",
    meaning="Cells hold formulas; the value that was saved with each is read, and nothing is worked out.",
    find=find,
)
