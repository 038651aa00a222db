"""Why events did not count: whoever reads "1 of 2 made" and finds two must be told what is wrong with one."""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.standard_parameters import EventsParameters
from peelian.records.standards.checked import listed, whole
from peelian.records.standards.kinds.listing import likeness_words

LACKING, EARLY, LATE, LIKENESS, COPIES = "lacking", "early", "late", "likeness", "copies"
NUMBERS = {
    LACKING: "without what is needed",
    EARLY: "made before the start",
    LATE: "made after the last was due",
}
"""Why an event does not count, by the column that says it of an event, and that holds their number for a row."""


def counts_of(events: Any) -> dict[str, Any]:
    """Return how many events did not count, for each reason; copies are named with how alike to an earlier one."""
    counts = {name: events[name].cast("int64").sum() for name in NUMBERS}
    if LIKENESS not in events.columns:
        return counts
    likeness = events[LIKENESS]
    words = events["event_key"] + " (" + likeness_words(likeness) + ")"
    return {**counts, COPIES: words.collect(where=likeness.notnull())}


def not_counted_words(rows: Any, named: EventsParameters) -> Any:
    """Return in words how many events of each row did not count and why; nothing where all did or there are none."""
    parts = [(_any(rows[name]), whole(rows[name]) + f" {words}") for name, words in NUMBERS.items()]
    if named.distinct_text is not None:
        copies = rows[COPIES]
        least = f"copied, at least {100 * named.distinct_text.similarity_below:g} percent alike: "
        parts.append((_any(copies.length()), ibis.literal(least) + ibis.literal(", ").join(copies.sort())))
    told = listed(parts)
    return ibis.ifelse(told == "", "", ibis.literal("; not counted: ") + told)


def _any(number: Any) -> Any:
    return (number > 0).fill_null(False)
