"""Bank holidays of England and Wales against the rules that make them."""

from datetime import date, timedelta

import pytest

from peelian.catalogue import load_catalogue

ONE_OFF_YEARS = {2020, 2022, 2023}


def easter_sunday(year: int) -> date:
    """Return Easter by the anonymous Gregorian computus."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def days_named(year: int, name: str) -> list[date]:
    return [day.day for day in load_catalogue().named_holidays if day.day.year == year and day.name == name]


@pytest.mark.parametrize("year", range(2014, 2029))
def test_easter_holidays_follow_the_computus(year: int) -> None:
    easter = easter_sunday(year)

    assert days_named(year, "Good Friday") == [easter - timedelta(days=2)]
    assert days_named(year, "Easter Monday") == [easter + timedelta(days=1)]


@pytest.mark.parametrize("year", range(2014, 2029))
def test_every_year_has_eight_holidays_and_the_one_off_days(year: int) -> None:
    extra = {2022: 2, 2023: 1}.get(year, 0)

    assert len([day for day in load_catalogue().holidays if day.year == year]) == 8 + extra


def test_no_holiday_falls_on_a_weekend() -> None:
    assert [day for day in load_catalogue().holidays if day.weekday() > 4] == []


@pytest.mark.parametrize("year", sorted(set(range(2014, 2029)) - ONE_OFF_YEARS))
def test_may_and_august_holidays_are_mondays_of_their_week(year: int) -> None:
    (early,) = days_named(year, "Early May bank holiday")
    (spring,) = days_named(year, "Spring bank holiday")
    (summer,) = days_named(year, "Summer bank holiday")

    assert (early.weekday(), early.day <= 7) == (0, True)
    assert (spring.weekday(), spring.month, spring.day > 24) == (0, 5, True)
    assert (summer.weekday(), summer.month, summer.day > 24) == (0, 8, True)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2020, 5, 8), True),
        (date(2020, 5, 4), False),
        (date(2022, 6, 2), True),
        (date(2022, 6, 3), True),
        (date(2022, 5, 30), False),
        (date(2022, 9, 19), True),
        (date(2023, 5, 8), True),
        (date(2021, 12, 28), True),
        (date(2022, 12, 27), True),
        (date(2022, 1, 3), True),
    ],
)
def test_days_moved_or_added_are_as_they_were(day: date, held: bool) -> None:
    assert (day in load_catalogue().holidays) == held
