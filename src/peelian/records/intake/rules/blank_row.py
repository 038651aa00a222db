"""A row without any value."""

from __future__ import annotations

from peelian.records.intake.findings import Rule


def sentence() -> str:
    """Say it of one row."""
    return "No cell of the row says anything. Take the row away."


RULE = Rule(
    identifier="blank-row",
    title="Blank row",
    severity="row",
    meaning="No cell of the row says anything.",
)
