"""An identifier that occurs before."""

from __future__ import annotations

from peelian.records.intake.findings import Rule, shown


def sentence(key: str, file: str, row: int) -> str:
    """Say it of one row."""
    return f"{shown(key)} occurs before, in row {row:,} of {file}. Keep one of the rows, or correct the identifier."


RULE = Rule(
    identifier="duplicate-identifier",
    title="Duplicate identifier",
    severity="row",
    meaning="The identifier of a row occurs before in the same force; the first row is accepted, the others are not.",
)
