"""When people are told of a clock: working days, leap days, Easter, and days on which nobody looked."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.reminders import ReminderRule
from peelian.rules.reminders import next_rung, reached_steps, standing_words, step_day
from peelian.rules.running_clocks import RunningClock

HOLIDAYS = load_catalogue().holidays
ITEM = load_catalogue().reminders.by_clock["item"]


def clock(due: date, **given: object) -> RunningClock:
    return RunningClock("item", "1", "Plan", due, uuid4(), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("last_day", "days", "taken"),
    [
        (date(2024, 2, 29), 0, date(2024, 2, 29)),  # a leap day is a day like another
        (date(2024, 3, 1), -1, date(2024, 2, 29)),
        (date(2024, 2, 29), 1, date(2024, 3, 1)),  # St David's Day is no bank holiday, in Wales either
        (date(2021, 4, 5), 0, date(2021, 4, 1)),  # Easter Monday: the Thursday before
        (date(2021, 4, 1), 1, date(2021, 4, 6)),  # Good Friday: the Tuesday after
        (date(2024, 12, 25), 0, date(2024, 12, 24)),
        (date(2024, 12, 24), 1, date(2024, 12, 27)),
        (date(2026, 11, 22), -7, date(2026, 11, 13)),  # a Sunday
    ],
)
def test_step_is_taken_on_a_working_day(last_day: date, days: int, taken: date) -> None:
    assert step_day(last_day, days, HOLIDAYS) == taken


@pytest.mark.parametrize(
    ("today", "step"),
    [
        (date(2017, 4, 2), None),
        (date(2017, 4, 3), "four-weeks-before"),
        (date(2017, 4, 23), "four-weeks-before"),
        (date(2017, 4, 24), "week-before"),
        (date(2017, 4, 28), "last-day"),  # 1 May 2017 was a bank holiday: told on the Friday before
        (date(2017, 5, 2), "rung-owner"),
        (date(2017, 9, 1), "rung-oversight-meeting"),
    ],
)
def test_step_is_reached_on_its_day_and_stays_reached(today: date, step: str | None) -> None:
    reached = reached_steps(ITEM, date(2017, 5, 1), today, HOLIDAYS)

    assert (reached[-1].identifier if reached else None) == step


@pytest.mark.parametrize(
    "clock",
    [
        "accuracy-check",
        "data-return",
        "response-comments",
        "return-sign-off",
        "scrutiny-question",
        "stage-notice",
    ],
)
def test_who_is_asked_is_told_at_once(clock: str) -> None:
    today = date(2026, 11, 23)
    rule = load_catalogue().reminders.by_clock[clock]

    reached = reached_steps(rule, date(2027, 1, 29), today, HOLIDAYS)

    assert [(step.identifier, "force-liaison" in step.to) for step in reached] == [("asked", True)]


def test_ladder_is_climbed_rung_by_rung() -> None:
    climbed, day = [], date(2017, 5, 2)
    while found := next_rung(ITEM.rungs, date(2017, 5, 2), day, HOLIDAYS):
        rung, day = found
        climbed.append((rung.rung, day))

    assert climbed == [
        ("Owner", date(2017, 5, 3)),
        ("Chief officer", date(2017, 5, 16)),
        ("Commissioner", date(2017, 5, 30)),
        ("Oversight meeting", date(2017, 6, 27)),
    ]


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (-8, "due in 8 days, on 9 June 2017"),
        (-1, "due tomorrow, 9 June 2017"),
        (0, "due today, 9 June 2017"),
        (1, "1 day overdue: was due on 9 June 2017"),
        (1000, "1,000 days overdue: was due on 9 June 2017"),
    ],
)
def test_words_say_how_a_clock_stands(offset: int, words: str) -> None:
    due = date(2017, 6, 9)

    assert standing_words(clock(due), due + timedelta(days=offset)) == words


def test_thing_due_in_a_month_is_in_time_until_the_months_last_day() -> None:
    month = clock(date(2024, 2, 1), precision="month")

    assert month.last_day == date(2024, 2, 29)
    assert standing_words(month, date(2024, 2, 19)) == "due in February 2024: 10 days left"
    assert standing_words(month, date(2024, 2, 29)) == "due in February 2024: today is the last day"
    assert standing_words(month, date(2024, 3, 1)) == "1 day overdue: was due in February 2024"


def test_rule_without_rungs_has_no_ladder() -> None:
    rule = ReminderRule.model_validate(
        {"clock": "item", "title": "Item", "steps": [{"identifier": "day", "days": 0, "to": ["owner"]}]}
    )

    assert next_rung(rule.rungs, date(2017, 5, 2), date(2017, 5, 3), HOLIDAYS) is None
    assert rule.days_ahead == 0
