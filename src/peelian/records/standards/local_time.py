"""The date in London of a moment in Coordinated Universal Time, by arithmetic that every engine knows.

Summer time runs from 01:00 on the last Sunday of March to 01:00 on the last Sunday of October
(Summer Time Order 2002). A Sunday is the last of such a month when its day is 25 or later.
"""

from __future__ import annotations

from typing import Any

import ibis

MARCH, OCTOBER = 3, 10
FIRST_LAST_SUNDAY = 25


def local_date(column: Any) -> Any:
    """Return the date in London of a column of moments; a column of dates stays as it is."""
    if column.type().is_date():
        return column
    shifted = column + ibis.interval(hours=1)
    return ibis.ifelse(in_summer_time(column), shifted.date(), column.date())


def in_summer_time(moment: Any) -> Any:
    """Return whether London is an hour ahead at a moment."""
    month, after_change = moment.month(), _after_last_sunday(moment)
    between = (month > MARCH) & (month < OCTOBER)
    return between | ((month == MARCH) & after_change) | ((month == OCTOBER) & ~after_change)


def _after_last_sunday(moment: Any) -> Any:
    """Whether 01:00 of the month's last Sunday has come; true in March and October of 31 days alone."""
    since_sunday = (moment.day_of_week.index() + 1) % 7
    sunday = moment.day() - since_sunday
    on_the_day = since_sunday == 0
    return (sunday >= FIRST_LAST_SUNDAY) & (~on_the_day | (moment.hour() >= 1))
