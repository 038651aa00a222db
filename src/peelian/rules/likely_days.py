"""Days that work can bear: not before the thing that it answers, and not so far off that a year was mistyped."""

from __future__ import annotations

from datetime import date

from peelian.rules.clocks import months_after
from peelian.rules.periods import day_words

YEARS = 20
"""Nothing is planned further ahead, or was begun longer ago, than so many years."""


def unlikely_words(
    day: date | None, today: date, *, not_before: date | None = None, what: str = "", years: int = YEARS
) -> str:
    """Return a sentence that says why work cannot bear a day, and what to do; nothing where it can.

    Parameters
    ----------
    not_before
        The first day that it can bear, such as the day on which an item was raised.
    what
        What happened on that first day, such as "the item was raised".
    years
        How far ahead, or back, it may lie.

    >>> unlikely_words(date(9999, 1, 1), date(2026, 1, 1))
    '1 January 9999 lies more than 20 years ahead. Correct the year.'
    """
    if day is None:
        return ""
    if not_before is not None and day < not_before:
        first = day_words(not_before)
        return f"{day_words(day)} lies before {first}, when {what}. Give {first} or a later day."
    if day > months_after(today, 12 * years):
        return f"{day_words(day)} lies more than {years} years ahead. Correct the year."
    if not_before is None and day < months_after(today, -12 * years):
        return f"{day_words(day)} lies more than {years} years back. Correct the year."
    return ""
