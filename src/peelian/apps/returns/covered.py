"""The period that a collection asks about, as a period that prints itself."""

from __future__ import annotations

from datetime import date

from peelian.apps.returns.models import Collection
from peelian.rules.periods import Period


def covered_period(collection: Collection) -> Period:
    """A year, a month or a day where the days of the collection make one, else the days, else its words."""
    start, end = collection.period_start, collection.period_end
    if not (start and end):
        return Period.described(collection.period, end)
    named = (Period.year_ending(end), Period.month(end.year, end.month), Period.day(end))
    return next((each for each in named if _is_of(each, start, end)), Period.range(start, end))


def _is_of(period: Period, start: date, end: date) -> bool:
    return (period.start, period.end) == (start, end)
