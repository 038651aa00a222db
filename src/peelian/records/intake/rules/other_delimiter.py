"""A text file whose cells are parted otherwise than by commas."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import FactRule, Fault

NAMES = {";": "semicolons", "\t": "tabs", "|": "bars"}


def find(file: FileFacts) -> Iterable[Fault]:
    """Say how the cells are parted."""
    if file.delimiter in NAMES and file.source:
        yield Fault(
            f"The cells are parted by {NAMES[file.delimiter]}, not by commas. They are read so; check the columns."
        )


RULE = FactRule(
    identifier="other-delimiter",
    title="Wrong delimiter",
    severity="warning",
    meaning="Cells are parted by semicolons, tabs or bars instead of commas; they are read so.",
    find=find,
)
