"""The clock of London, by arithmetic that every engine knows: records hold Coordinated Universal Time.

Summer time runs from 01:00 on the last Sunday of March to 01:00 on the last Sunday of October
(Summer Time Order 2002). A Sunday is the last of such a month when its day is 25 or later.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from peelian.rules.clocks import months_after

MONTHS, MARCH, OCTOBER = 12, 3, 10
LAST_OF_BOTH = 31
FIRST_LAST_SUNDAY = 25
CHANGE = time(1)
HOUR_AHEAD = timedelta(hours=1)


def local_date(column: Any) -> Any:
    """Return the date in London of a column of moments; a column of dates stays as it is."""
    return column if column.type().is_date() else clock(column).date()


def clock(column: Any) -> Any:
    """Return what the clock of London shows at the moments of a column; a date stands for its midnight."""
    shown = column.cast("timestamp")
    return shown if column.type().is_date() else _shifted(shown, in_summer_time(shown))


def instant(column: Any) -> Any:
    """Return the moment of universal time that each cell tells; a date stands for the first of its day in London."""
    midnight = column.cast("timestamp")
    if not column.type().is_date():
        return midnight
    import ibis

    return ibis.ifelse(in_summer_time(midnight), midnight - ibis.interval(hours=1), midnight)


def local_clock(column: Any, first: date, last: date) -> Any:
    """Return what the clock of London shows at the moments of a column that lie in some days.

    Of a period the changes of the clock are known, so that this costs less than to work them out row by row. A
    column of dates stays as it is.

    Parameters
    ----------
    first, last
        The days; the clock is not told of moments on other days.
    """
    import ibis

    if column.type().is_date():
        return column
    summers = [
        (column >= ibis.timestamp(str(start))) & (column < ibis.timestamp(str(end)))
        for start, end in map(summer, range(first.year, last.year + 1))
        if start.date() <= last and end.date() >= first
    ]
    return _shifted(column, reduce(or_, summers)) if summers else column


def local_month(column: Any, first: date, last: date) -> Any:
    """Return the first day of the month in London in which the moments of a column lie, of some days.

    The months of a period are known, so that to look for one of them costs less than to work it out row by row.

    Parameters
    ----------
    first, last
        The days; a moment before them counts as of the first month, and one after them as of the last.
    """
    import ibis

    begin = first.replace(day=1)
    number = (last.year - begin.year) * MONTHS + last.month - begin.month + 1
    known = _month_among(column, [months_after(begin, place) for place in range(number)])
    return ibis.ifelse(column.isnull(), ibis.null("date"), known)


def start_of(column: Any, day: date) -> Any:
    """Return the first value of a column, of moments or of dates, that lies on a day in London."""
    import ibis

    if column.type().is_timestamp():
        return ibis.timestamp(first_moment(day).isoformat())
    return ibis.date(day.isoformat())


def first_moment(day: date) -> datetime:
    """Return the moment of universal time at which a day begins in London.

    >>> first_moment(date(2022, 3, 27)), first_moment(date(2022, 3, 28))
    (datetime.datetime(2022, 3, 27, 0, 0), datetime.datetime(2022, 3, 27, 23, 0))
    """
    start, end = summer(day.year)
    midnight = datetime.combine(day, time())
    return midnight - HOUR_AHEAD if start.date() < day <= end.date() else midnight


def summer(year: int) -> tuple[datetime, datetime]:
    """Return the moments of universal time between which London is an hour ahead.

    >>> summer(2022)
    (datetime.datetime(2022, 3, 27, 1, 0), datetime.datetime(2022, 10, 30, 1, 0))
    """
    start, end = (date(year, month, LAST_OF_BOTH) for month in (MARCH, OCTOBER))
    return _last_sunday(start), _last_sunday(end)


def in_summer_time(moment: Any) -> Any:
    """Return whether London is an hour ahead at a moment."""
    month, after_change = moment.month(), _after_last_sunday(moment)
    between = (month > MARCH) & (month < OCTOBER)
    return between | ((month == MARCH) & after_change) | ((month == OCTOBER) & ~after_change)


def _shifted(moment: Any, ahead: Any) -> Any:
    import ibis

    return ibis.ifelse(ahead, moment + ibis.interval(hours=1), moment)


def _month_among(column: Any, months: list[date]) -> Any:
    """The one of some months that is right, by halves: a few comparisons find one of many."""
    import ibis

    if len(months) == 1:
        return ibis.date(months[0].isoformat())
    middle = len(months) // 2
    return ibis.ifelse(
        column < start_of(column, months[middle]),
        _month_among(column, months[:middle]),
        _month_among(column, months[middle:]),
    )


def _last_sunday(day: date) -> datetime:
    """The change of the clock on the last Sunday up to a day."""
    return datetime.combine(day - timedelta(days=day.isoweekday() % 7), CHANGE)


def _after_last_sunday(moment: Any) -> Any:
    """Whether 01:00 of the month's last Sunday has come; true in March and October of 31 days alone."""
    since_sunday = (moment.day_of_week.index() + 1) % 7
    sunday = moment.day() - since_sunday
    on_the_day = since_sunday == 0
    return (sunday >= FIRST_LAST_SUNDAY) & (~on_the_day | (moment.hour() >= CHANGE.hour))
