"""Deadlines: statutory clocks, months after a date, and the day from which a thing is late.

The rules of a clock are data of the catalogue, with their versions by date. Today's date
is always given by the caller; nothing here looks at the clock on the wall.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from peelian.catalogue.regime import Clock, ClockVersion
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import day_words, last_day_of_month

Precision = Literal["day", "month"]
DueState = Literal["no-date", "not-yet-due", "due", "overdue"]

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Deadline:
    """The last day of a clock, with the version of the rule that set it.

    ``last_day`` is None where the rule of that time fixed no limit; ``words`` says why.
    """

    clock: str
    started: date
    last_day: date | None
    version: ClockVersion
    words: str


def clock_deadline(clock: Clock, from_date: date, holidays: Collection[date] = frozenset()) -> Deadline:
    """Return the last day of a clock that starts on a day.

    Parameters
    ----------
    clock
        The clock with its versions.
    from_date
        The day the clock starts, such as the day of publication. It also picks the version.
    holidays
        Days on which working-day clocks stand still.

    Raises
    ------
    InvalidValueError
        No version of the clock covers the day.

    Notes
    -----
    Police Act 1996, section 55(5A): 56 days beginning with the day of publication, so the
    last day is publication plus 55.
    """
    version = clock.version_on(from_date)
    if version is None:
        raise InvalidValueError(
            "clock-not-covered",
            f"No version of '{clock.title}' covers {day_words(from_date)}. "
            f"Its first version starts on {day_words(clock.versions[0].valid_from)}.",
            {"clock": clock.identifier, "from": from_date.isoformat()},
        )
    if version.days is None:
        reason = version.note.strip().rstrip(".")
        words = f"no fixed day{f': {reason[:1].lower()}{reason[1:]}' if reason else ''}"
        return Deadline(clock.identifier, from_date, None, version, words)
    last_day = _last_day(version, version.days, from_date, holidays)
    words = f"{day_words(last_day)} ({_rule_words(version, version.days)} {day_words(from_date)})"
    return Deadline(clock.identifier, from_date, last_day, version, words)


def days_late(deadline: Deadline, on: date) -> int:
    """Return how many days after its last day a clock stands; 0 while it is not late."""
    if deadline.last_day is None:
        return 0
    return max(0, (on - deadline.last_day).days)


def months_after(start: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month.

    >>> months_after(date(2016, 12, 1), 6)
    datetime.date(2017, 6, 1)
    """
    year, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = last_day_of_month(year, month_index + 1)
    return min(last, date(year, month_index + 1, min(start.day, last.day)))


def last_due_day(due: date, precision: Precision = "day") -> date:
    """Return the last day on which a thing due on a day, or in a month, is in time."""
    return due if precision == "day" else last_day_of_month(due.year, due.month)


def due_state(due: date | None, precision: Precision, today: date) -> DueState:
    """Say whether a thing is due, overdue or neither.

    It is due on its day and overdue the day after. With a month only, it is due throughout
    the month and overdue after the month's last day.
    """
    if due is None:
        return "no-date"
    last = last_due_day(due, precision)
    first = due if precision == "day" else due.replace(day=1)
    if today > last:
        return "overdue"
    return "due" if today >= first else "not-yet-due"


def due_words(due: date, precision: Precision = "day") -> str:
    """Return "1 May 2017", or "June 2017" where only the month is known."""
    return day_words(due) if precision == "day" else f"{due:%B} {due.year}"


def _last_day(version: ClockVersion, days: int, from_date: date, holidays: Collection[date]) -> date:
    first = from_date if version.first_day_counted else from_date + ONE_DAY
    if version.day_kind == "calendar":
        return first + timedelta(days=days - 1)
    day, left = first, days
    while True:
        if _is_working_day(day, holidays):
            left -= 1
        if left == 0:
            return day
        day += ONE_DAY


def _is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def _rule_words(version: ClockVersion, days: int) -> str:
    kind = "working days" if version.day_kind == "working" else "days"
    start = "beginning with" if version.first_day_counted else "after"
    return f"{days} {kind} {start}"
