"""A file that belongs to no table that is known."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, listed, shown


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how a table is recognised."""
    if file.header and file.source is None and not file.beside_recognised:
        seen = listed(shown(cell, 30) for cell in file.header)
        yield Fault(
            "It cannot be told which table this is: the file has to be named after the table, such as 'incidents.csv', "
            f"and hold columns of it from the data dictionary. Columns seen: {seen}."
        )


RULE = FactRule(
    identifier="unknown-table",
    title="Unknown table",
    severity="file",
    meaning="Neither the name of the file nor its columns tell which table it holds.",
    find=find,
)
