"""A line that is no row."""

from __future__ import annotations

from peelian.records.intake.findings import Rule, shown

REASONS = {
    "MISSING COLUMNS": "it has too few cells",
    "TOO MANY COLUMNS": "it has too many cells",
    "UNQUOTED VALUE": "a quotation mark is not closed, or stands in the middle of a cell",
    "LINE SIZE OVER MAXIMUM": "it is longer than any row may be",
    "NOUGHT": "it holds a byte of nought, which no letter has",
    "INVALID ENCODING": "it holds bytes that are no letters",
}


def sentence(reason: str, expected: int, seen: str) -> str:
    """Say it of one row."""
    why = REASONS.get(reason, reason.lower())
    return f"The line is no row: {why}. The header has {expected} cells. Seen: {shown(seen.strip())}."


RULE = Rule(
    identifier="malformed-line",
    title="Malformed line",
    severity="row",
    meaning="A line has more or fewer cells than the header, a quotation mark that is never closed, a byte of nought, "
    "or more than 2,000,000 bytes.",
)
