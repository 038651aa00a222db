"""When people are told of a clock, and in what words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from peelian.catalogue.reminders import ReminderRule, ReminderStep
from peelian.rules.number_words import days_counted
from peelian.rules.running_clocks import RunningClock

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def step_day(last_day: date, days: int, holidays: Collection[date]) -> date:
    """Return the working day on which a step is taken.

    A reminder up to the last day that falls on a weekend or bank holiday comes on the working day before, so that
    it comes in time; a step after the last day on the working day that follows.

    >>> step_day(date(2021, 4, 5), 0, {date(2021, 4, 2), date(2021, 4, 5)})
    datetime.date(2021, 4, 1)
    """
    day = last_day + timedelta(days=days)
    onward = ONE_DAY if days > 0 else -ONE_DAY
    while day.weekday() >= SATURDAY or day in holidays:
        day += onward
    return day


def reached_steps(
    rule: ReminderRule, last_day: date, today: date, holidays: Collection[date]
) -> list[ReminderStep]:
    """Return the steps whose day has come, earliest first.

    Where nobody looked for a while, the steps that were passed meanwhile are not made up for one by one: the latest
    that speaks to a person says all that the others would have said.
    """
    return [step for step in rule.steps if step_day(last_day, step.days, holidays) <= today]


def next_rung(
    rungs: Sequence[ReminderStep], last_day: date, today: date, holidays: Collection[date]
) -> tuple[ReminderStep, date] | None:
    """Return the rung of the ladder that comes next after a day, and its day; None at the top."""
    for rung in rungs:
        day = step_day(last_day, rung.days, holidays)
        if day > today:
            return rung, day
    return None


def standing_words(clock: RunningClock, today: date) -> str:
    """Say how a clock stands on a day: "due in 7 days, on 1 May 2017", or "3 days overdue: was due on 1 May 2017"."""
    left = (clock.last_day - today).days
    if left < 0:
        return f"{days_counted(-left)} overdue: was due {'in' if clock.precision == 'month' else 'on'} {clock.words}"
    if clock.precision == "month":
        return f"due in {clock.words}: {f'{days_counted(left)} left' if left else 'today is the last day'}"
    if left > 1:
        return f"due in {days_counted(left)}, on {clock.words}"
    return f"due {'tomorrow' if left else 'today'}, {clock.words}"
