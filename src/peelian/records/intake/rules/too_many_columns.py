"""A file with far more columns than any table has."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault, shown

MOST_COLUMNS = 500
"""Beyond it a file is not read: each column makes the reading longer, and no table has a tenth of them."""


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how many there are, and which is the first too many."""
    if len(file.too_many) > MOST_COLUMNS:
        yield Fault(
            f"The header names {len(file.too_many):,} columns, and files with more than {MOST_COLUMNS:,} are not read. "
            f"The first too many is {shown(file.too_many[MOST_COLUMNS])}. Send the columns that the data dictionary "
            "names."
        )


RULE = FactRule(
    identifier="too-many-columns",
    title="Too many columns",
    severity="file",
    meaning="The header names more than 500 columns; no table has as many.",
    find=find,
)
