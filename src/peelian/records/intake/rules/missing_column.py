"""A column that must be there and is not."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault


def find(file: FileFacts) -> Iterable[Fault]:
    """Name the columns that are missing."""
    if file.source is None:
        return
    for name in file.source.absent:
        column = file.source.table.column(name)
        if column.required:
            sentence = f"The column '{name}' is missing: {column.meaning}. Add it."
            if column.type == "force":
                sentence = (
                    f"{sentence.removesuffix('.')}, or name the force of the file with --force PATH=FORCE."
                )
            yield Fault(sentence, column=name)


RULE = FactRule(
    identifier="missing-column",
    title="Missing column",
    severity="file",
    meaning="A column that every row must fill is not in the file.",
    find=find,
)
