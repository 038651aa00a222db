"""One force over time."""

from __future__ import annotations

from datetime import date

from peelian.records.comparison import SeriesValue, force_series
from tests.records.comparison.forces import definition


def year(number: int, events: int, **fields: object) -> SeriesValue:
    values = {"numerator": events, "denominator": 100_000, **fields}
    return SeriesValue(date(number, 3, 31), f"year ending 31 March {number}", events / 100, **values)  # type: ignore[arg-type]


def test_steady_rates_give_no_signal_in_the_order_of_time() -> None:
    found = force_series(
        definition(), [year(2015, 1010), year(2013, 1000), year(2014, 990), year(2016, 1005)]
    )

    assert [point.value.period_end.year for point in found.points] == [2013, 2014, 2015, 2016]
    assert found.chart == "Laney u'"
    assert [point.signals for point in found.points] == [()] * 4
    assert found.sentence == (
        "The values vary no more than they ordinarily do (centre 10.0 per 1,000 population, 4 periods)."
    )


def test_leap_gives_a_signal() -> None:
    years = [year(2000 + place, 1000 + 5 * (place % 2)) for place in range(12)]

    found = force_series(definition(), [*years, year(2012, 2000)])

    assert found.points[-1].signals != ()


def test_two_periods_have_no_limits_and_say_so() -> None:
    found = force_series(definition(), [year(2014, 1000), year(2015, 900)])

    assert [(point.lower, point.upper) for point in found.points] == [(None, None), (None, None)]
    assert found.note == "Fewer than 3 periods are published, so no limits are drawn."


def test_values_of_an_earlier_definition_are_not_set_beside_later_ones() -> None:
    early = year(2012, 5000, definition_hash="old")
    later = [year(2013 + place, 1000, definition_hash="new") for place in range(3)]

    found = force_series(definition(), [early, *later])

    assert [point.value.period_end.year for point in found.points] == [2013, 2014, 2015]
    assert found.note == "The definition of the measure changed: 1 earlier value is not set beside these."


def test_plain_values_take_the_chart_of_individual_values() -> None:
    values = [
        SeriesValue(date(2010 + place, 12, 31), str(2010 + place), 10.0 + place % 2) for place in range(5)
    ]

    found = force_series(definition(basis="value", unit="minutes"), values)

    assert found.chart == "XmR"
