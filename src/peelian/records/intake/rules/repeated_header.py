"""A row that is the header again."""

from __future__ import annotations

from peelian.records.intake.findings import Rule


def sentence() -> str:
    """Say it of one row."""
    return "The header stands again in this row, as where files were joined. Take the row away."


RULE = Rule(
    identifier="repeated-header",
    title="Header again",
    severity="row",
    meaning="The cells of the row are the names of the columns, as where files were joined.",
)
