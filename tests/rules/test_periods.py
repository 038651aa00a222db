"""Periods print themselves and know their last day."""

from datetime import date

import pytest

from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import Period, period_from_json


@pytest.mark.parametrize(
    ("period", "words", "start", "end"),
    [
        (
            Period.year_ending(date(2022, 3, 31)),
            "year ending 31 March 2022",
            date(2021, 4, 1),
            date(2022, 3, 31),
        ),
        (
            Period.year_ending(date(2020, 2, 29)),
            "year ending 29 February 2020",
            date(2019, 3, 1),
            date(2020, 2, 29),
        ),
        (Period.day(date(2022, 1, 10)), "10 January 2022", date(2022, 1, 10), date(2022, 1, 10)),
        (Period.month(2022, 9), "September 2022", date(2022, 9, 1), date(2022, 9, 30)),
        (
            Period.range(date(2021, 1, 1), date(2021, 12, 31)),
            "1 January 2021 to 31 December 2021",
            date(2021, 1, 1),
            date(2021, 12, 31),
        ),
        (Period.calendar_year(2019), "2019", date(2019, 1, 1), date(2019, 12, 31)),
        (Period.described("summer 2022"), "summer 2022", None, None),
        (Period.described("spring", date(2022, 5, 31)), "spring", None, date(2022, 5, 31)),
    ],
)
def test_period_words_dates_and_round_trip(period, words, start, end):
    assert (period.words(), period.start, period.end) == (words, start, end)
    assert period_from_json(period.to_json()) == period


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: Period.range(date(2022, 2, 1), date(2022, 1, 1)),
            (
                "The period ends on 1 January 2022, before it starts on 1 February 2022. "
                "Give the earlier day first."
            ),
        ),
        (lambda: Period.described(" "), "A period in words needs its words."),
        (lambda: Period("day"), "A period of kind day needs its dates."),
        (
            lambda: period_from_json({"kind": "week"}),
            (
                "The period {'kind': 'week'} cannot be read (unknown kind 'week'). Give its kind, one of "
                "year-ending, day, month, range, calendar-year, words, with the dates or words of that kind."
            ),
        ),
    ],
)
def test_impossible_periods_are_refused(build, message):
    with pytest.raises(InvalidValueError) as refusal:
        build()

    assert refusal.value.message == message


def test_period_reads_dates_as_well_as_text():
    assert period_from_json({"kind": "day", "date": date(2022, 1, 10)}) == Period.day(date(2022, 1, 10))
