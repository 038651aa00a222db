"""Days as standards count them: the date in London, working days, months."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import ibis
import pyarrow as pa
import pytest

from peelian.catalogue import load_catalogue
from peelian.records.local_time import first_moment, local_clock, local_date, local_month
from peelian.records.standards.kinds.deadline import late_words, past_months
from peelian.records.standards.working_days import due_days
from peelian.rules.clocks import months_after

LONDON = ZoneInfo("Europe/London")


def collected(expression: Any) -> list[Any]:
    answer: list[Any] = ibis.duckdb.connect().to_pyarrow(expression).to_pylist()
    return answer


def test_the_date_in_london_is_that_of_the_time_zone_in_every_hour_of_ten_years() -> None:
    first = datetime(2016, 1, 1, tzinfo=UTC)
    moments = [first + timedelta(hours=number) for number in range(10 * 8766)]
    column = pa.array([moment.replace(tzinfo=None) for moment in moments], pa.timestamp("us"))
    table = ibis.memtable(pa.table({"at": column}))

    dates = collected(local_date(table["at"]))

    assert dates == [moment.astimezone(LONDON).date() for moment in moments]


def test_the_clock_of_a_period_is_that_of_the_time_zone_in_every_hour_of_it() -> None:
    first, last = date(2018, 10, 28), date(2021, 3, 28)
    begun = first_moment(first).replace(tzinfo=UTC)
    hours = (first_moment(last + timedelta(days=1)) - first_moment(first)) // timedelta(hours=1)
    moments = [begun + timedelta(hours=number) for number in range(hours)]
    column = pa.array([moment.replace(tzinfo=None) for moment in moments], pa.timestamp("us"))
    table = ibis.memtable(pa.table({"at": column}))

    shown = collected(local_clock(table["at"], first, last))

    assert shown == [moment.astimezone(LONDON).replace(tzinfo=None) for moment in moments]


@pytest.mark.parametrize(
    ("first", "last"), [(date(2018, 10, 28), date(2021, 3, 28)), (date(2022, 3, 1), date(2022, 3, 31))]
)
def test_the_months_of_a_period_are_those_of_the_time_zone(first: date, last: date) -> None:
    begun = first_moment(first).replace(tzinfo=UTC)
    halves = (first_moment(last + timedelta(days=1)) - first_moment(first)) // timedelta(minutes=30)
    moments = [begun + timedelta(minutes=30 * number) for number in range(halves)]
    column = pa.array([moment.replace(tzinfo=None) for moment in moments], pa.timestamp("us"))
    table = ibis.memtable(pa.table({"at": column, "on": pa.array([moment.date() for moment in moments])}))

    of_moments = collected(local_month(table["at"], first, last))
    of_dates = collected(local_month(table["on"], first, last))

    assert of_moments == [moment.astimezone(LONDON).date().replace(day=1) for moment in moments]
    assert of_dates == [max(moment.date(), first).replace(day=1) for moment in moments]


def test_a_day_begins_in_london_when_the_time_zone_says_so() -> None:
    days = [date(2016, 1, 1) + timedelta(days=number) for number in range(3653)]

    begun = [first_moment(day) for day in days]

    midnights = [datetime.combine(day, time(), LONDON) for day in days]
    assert begun == [midnight.astimezone(UTC).replace(tzinfo=None) for midnight in midnights]


@pytest.mark.parametrize(
    ("length", "start", "due"),
    [
        (0, date(2022, 4, 16), date(2022, 4, 16)),
        (1, date(2022, 4, 14), date(2022, 4, 19)),  # Good Friday, the weekend and Easter Monday between
        (1, date(2022, 4, 16), date(2022, 4, 19)),
        (5, date(2022, 3, 7), date(2022, 3, 14)),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(length: int, start: date, due: date) -> None:
    table = due_days([length, 20], load_catalogue().holidays)

    found = table.filter((table["due_length"] == length) & (table["due_from"] == start))

    assert collected(found["due_on"]) == [due]


def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month() -> None:
    days = [date(2020, 1, 25) + timedelta(days=number) for number in range(70)]
    pairs = [(first, last) for first in days for last in days if first <= last]
    table = ibis.memtable(
        pa.table({"first": [each[0] for each in pairs], "last": [each[1] for each in pairs]})
    )

    late = collected(past_months(table["first"], table["last"], 1))

    assert late == [last > months_after(first, 1) for first, last in pairs]


def test_lateness_is_told_in_a_unit_in_which_it_is_true() -> None:
    late = {
        ("minutes", 1): "less than 1 minute late",
        ("minutes", 60): "1 minute late",
        ("minutes", 119.9): "1 minute late",
        ("minutes", 7199): "119 minutes late",
        ("minutes", 7200): "2 hours late",
        ("hours", 59): "less than 1 minute late",
        ("hours", 60): "1 minute late",
        ("hours", 3599): "59 minutes late",
        ("hours", 7199): "1 hour late",
        ("hours", 172_800): "2 days late",
        ("days", 3600): "1 hour late",
        ("days", 86_400): "1 day late",
    }

    told = {}
    for unit, seconds in late:
        table = ibis.memtable(pa.table({"seconds": [float(seconds)]}))
        (told[unit, seconds],) = collected(late_words(table["seconds"], unit))

    assert told == late
