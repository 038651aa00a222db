"""Deadlines fall on the day the rule of that time sets."""

from datetime import date

import pytest

from peelian.catalogue import Clock, ClockVersion
from peelian.rules.clocks import clock_deadline, days_late, due_state, due_words, last_due_day, months_after
from peelian.rules.errors import InvalidValueError


def version(**extra):
    values = {
        "valid_from": date(2017, 1, 31),
        "days": 56,
        "day_kind": "calendar",
        "first_day_counted": True,
        "source": "invented Act",
    }
    return ClockVersion(**{**values, **extra})


def clock(*versions):
    return Clock(identifier="answer", title="Answer to a report", versions=versions)


STATUTORY = clock(
    version(
        valid_from=date(1996, 5, 22),
        valid_to=date(2017, 1, 30),
        days=None,
        note="No number of days was fixed.",
    ),
    version(),
)


def test_days_that_begin_with_the_day_of_publication():
    deadline = clock_deadline(STATUTORY, date(2017, 3, 2))

    assert (deadline.last_day, deadline.words) == (
        date(2017, 4, 26),
        "26 April 2017 (56 days beginning with 2 March 2017)",
    )


def test_before_the_limit_there_is_no_last_day():
    deadline = clock_deadline(STATUTORY, date(2016, 12, 8))

    assert (deadline.last_day, deadline.words, days_late(deadline, date(2026, 1, 1))) == (
        None,
        "no fixed day: no number of days was fixed",
        0,
    )


def test_a_day_before_every_version_is_refused():
    with pytest.raises(InvalidValueError) as refusal:
        clock_deadline(STATUTORY, date(1990, 1, 1))

    assert (refusal.value.code, refusal.value.message) == (
        "clock-not-covered",
        "No version of 'Answer to a report' covers 1 January 1990. Its first version starts on 22 May 1996.",
    )


def test_working_days_pass_over_weekends_and_holidays():
    working = clock(version(day_kind="working", days=5, first_day_counted=False))
    easter = {date(2017, 4, 14), date(2017, 4, 17)}

    deadline = clock_deadline(working, date(2017, 4, 12), easter)

    assert (deadline.last_day, deadline.words) == (
        date(2017, 4, 21),
        "21 April 2017 (5 working days after 12 April 2017)",
    )


def test_a_working_clock_that_starts_on_a_saturday_counts_from_monday():
    working = clock(version(day_kind="working", days=1))

    assert clock_deadline(working, date(2017, 4, 1)).last_day == date(2017, 4, 3)


@pytest.mark.parametrize(
    ("on", "late"), [(date(2017, 4, 26), 0), (date(2017, 4, 27), 1), (date(2017, 5, 26), 30)]
)
def test_days_late_count_from_the_day_after(on, late):
    assert days_late(clock_deadline(STATUTORY, date(2017, 3, 2)), on) == late


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2016, 12, 1), 6, date(2017, 6, 1)),
        (date(2016, 8, 31), 6, date(2017, 2, 28)),
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2017, 1, 15), 12, date(2018, 1, 15)),
        (date(2017, 1, 15), -1, date(2016, 12, 15)),
    ],
)
def test_months_after_a_date(start, months, end):
    assert months_after(start, months) == end


def test_six_months_after_a_month_is_a_month():
    assert due_words(months_after(date(2016, 12, 1), 6), "month") == "June 2017"


@pytest.mark.parametrize(
    ("due", "precision", "today", "state"),
    [
        (date(2017, 5, 1), "day", date(2017, 4, 30), "not-yet-due"),
        (date(2017, 5, 1), "day", date(2017, 5, 1), "due"),
        (date(2017, 5, 1), "day", date(2017, 5, 2), "overdue"),
        (date(2017, 6, 1), "month", date(2017, 5, 31), "not-yet-due"),
        (date(2017, 6, 1), "month", date(2017, 6, 30), "due"),
        (date(2017, 6, 1), "month", date(2017, 7, 1), "overdue"),
        (None, "day", date(2017, 5, 1), "no-date"),
    ],
)
def test_due_on_the_day_and_overdue_the_day_after(due, precision, today, state):
    assert due_state(due, precision, today) == state


def test_last_due_day_of_a_month_is_its_last_day():
    assert (last_due_day(date(2017, 6, 1), "month"), due_words(date(2017, 5, 1))) == (
        date(2017, 6, 30),
        "1 May 2017",
    )
