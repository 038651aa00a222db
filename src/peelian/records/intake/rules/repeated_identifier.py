"""An identifier that occurs more than once in a public file."""

from __future__ import annotations

from peelian.records.intake.findings import Rule, shown


def sentence(key: str, file: str, row: int) -> str:
    """Say it of one row."""
    return f"{shown(key)} occurs before, in row {row:,} of {file}. Both rows are accepted."


RULE = Rule(
    identifier="repeated-identifier",
    title="Repeated identifier",
    severity="warning",
    meaning="The identifier of a row of a public file occurs before; both rows are accepted, as they were published.",
)
