"""A column that its table does not know."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, shown
from peelian.records.intake.sources import reduced


def find(file: FileFacts) -> Iterable[Fault]:
    """Name each unknown column, with the one that was probably meant."""
    if file.source is None:
        return
    for name in file.source.unknown:
        close = get_close_matches(reduced(name), file.source.absent, n=1)
        meant = f" Was '{close[0]}' meant?" if close else ""
        yield Fault(
            f"The column {shown(name)} is not known in '{file.source.table.identifier}'; it is left out.{meant}",
            column=name,
        )


RULE = FactRule(
    identifier="unknown-column",
    title="Unknown column",
    severity="warning",
    meaning="The file has a column that the table does not know; it is not taken in.",
    find=find,
)
