"""Which rows of a table a measure is about, and the groups into which they fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any, cast

from peelian.catalogue.conditions import TODAY, columns_in
from peelian.catalogue.measures import PERIOD_BREAKDOWNS, Band, Measure
from peelian.catalogue.record_tables import RecordTable
from peelian.records.expressions import all_met, passed, seconds_between, span_length
from peelian.records.local_time import local_clock, local_month, start_of
from peelian.records.orders import Order, orders_among
from peelian.rules.clocks import months_after

Schema = Mapping[str, RecordTable]


@dataclass(frozen=True)
class Days:
    """The first and the last day of a period, both included."""

    first: date
    last: date

    @property
    def next_day(self) -> date:
        """The day after the last."""
        return self.last + timedelta(days=1)

    def reaching_back(self, months: int) -> Days:
        """Return the days of so many months that end on the same day."""
        return Days(months_after(self.next_day, -months), self.last)

    def earlier_by(self, months: int) -> Days:
        """Return the same stretch so many months before."""
        return Days(
            months_after(self.first, -months), months_after(self.next_day, -months) - timedelta(days=1)
        )


def days_of(measure: Measure, asked: Days) -> Days:
    """Return the days that a measure counts: those asked for, or its own window up to their end."""
    return asked.reaching_back(measure.window) if measure.window else asked


def period_column(measure: Measure, schema: Schema) -> str | None:
    """Return the column that dates the rows of a measure; None where it counts what holds on a day."""
    if measure.held is not None:
        return None
    return measure.period_column or schema[measure.table].period_column


def breakdowns_of(measure: Measure, schema: Schema) -> tuple[str, ...]:
    """Return the breakdowns that a measure can be asked for, beside the force."""
    dated = period_column(measure, schema) is not None and measure.kind != "change"
    bands = tuple(band.name for band in measure.bands)
    return (*(PERIOD_BREAKDOWNS if dated else ()), *measure.breakdowns, *bands)


def within_days(column: Any, days: Days) -> Any:
    """Return whether a moment or a date lies in the days, as London counts them; what is blank does not."""
    return (column >= start_of(column, days.first)) & (column < start_of(column, days.next_day))


def held_at(table: Any, measure: Measure, days: Days) -> list[Any]:
    """Return the tests for a row to hold at the end of the last day: begun, and not yet ended."""
    held = measure.held
    if held is None:
        return []
    tests = []
    if held.start is not None:
        tests.append(_begun(table[held.start], days))
    if held.end is not None:
        tests.append(~_begun(table[held.end], days))
    return tests


def _begun(column: Any, days: Days) -> Any:
    """Whether a moment lies before the end of the last day; what is blank does not."""
    return (column < start_of(column, days.next_day)).fill_null(False)


def in_scope(table: Any, measure: Measure, schema: Schema, days: Days, *, dated: bool = True) -> Any:
    """Return whether a row is in the base of a measure, before exclusions: null where a missing cell decides."""
    tests = held_at(table, measure, days)
    column = period_column(measure, schema)
    if dated and column is not None:
        tests.append(within_days(table[column], days))
    if measure.where:
        tests.append(passed(table, measure.where, days.last))
    return every(tests)


def orders_of(measure: Measure, schema: Schema) -> tuple[Order, ...]:
    """Return the moments by which a measure judges a row, each with the one that has to come before it."""
    span = measure.value.span if measure.value else None
    own = span.ends if span else measure.value.seconds if measure.value and measure.value.seconds else ()
    pair = () if not own or TODAY in own else ((own[1], own[0]),)
    return tuple(dict.fromkeys((*pair, *orders_among(columns_in(measure.counted), schema[measure.table]))))


def excluded_by(table: Any, measure: Measure, days: Days) -> list[Any]:
    """Return for each exclusion whether it takes a row."""
    return [all_met(table, each.where, days.last) for each in measure.exclusions]


def every(tests: list[Any]) -> Any:
    """Return whether all tests are met; None where there is none."""
    return reduce(and_, tests) if tests else None


def is_part_of_date(name: str, measure: Measure, schema: Schema) -> bool:
    """Return whether a breakdown is worked out from what dates a row, rather than read from a column."""
    return name in PERIOD_BREAKDOWNS and period_column(measure, schema) is not None


def group_key(table: Any, name: str, measure: Measure, schema: Schema, days: Days) -> Any:
    """Return the expression by which rows are told apart under a breakdown; times are those of London.

    A part of a date is that of the moment by which a row is counted, also where a table has a column of its name:
    a row of July stands under July, whichever month it was published with.
    """
    band = measure.band(name)
    if band is not None:
        return _band_number(table, band, days)
    if not is_part_of_date(name, measure, schema):
        return table[name]
    column = table[cast(str, period_column(measure, schema))]
    if name == "month":
        return local_month(column, days.first, days.last)
    return _PERIOD_KEYS[name](local_clock(column, days.first, days.last))


_PERIOD_KEYS: dict[str, Any] = {
    "year": lambda moment: moment.year(),
    "day": lambda moment: moment.date() if moment.type().is_timestamp() else moment,
    "hour": lambda moment: moment.hour(),
}


def value_of(table: Any, measure_value: Any, days: Days) -> Any:
    """Return the number that a row brings."""
    if measure_value.column is not None:
        return table[measure_value.column]
    if measure_value.difference is not None:
        first, second = measure_value.difference
        return table[first] - table[second]
    if measure_value.seconds is not None:
        start, end = measure_value.seconds
        return seconds_between(table[start], table[end])
    return span_length(table, measure_value.span, days.last)


def _band_number(table: Any, band: Band, days: Days) -> Any:
    """The number of the band from below; blank where the value is."""
    import ibis

    value = value_of(table, band.value, days)
    whole = [(value < edge, ibis.literal(number)) for number, edge in enumerate(band.edges)]
    numbered = ibis.cases(*whole, else_=len(band.edges))
    return ibis.ifelse(value.isnull(), ibis.null(numbered.type()), numbered)


def key_words(name: str, value: Any, measure: Measure) -> str:
    """Return a key of a group as it is printed."""
    if value is None:
        return "not recorded"
    band = measure.band(name)
    if band is not None:
        return band_words(band, int(value))
    if name == "month" and hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m"))
    if name == "hour":
        return f"{int(value):02d}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def band_words(band: Band, number: int) -> str:
    """Return the words of a band.

    >>> from peelian.catalogue.measures import MeasuredValue
    >>> age = Band(name="age", value=MeasuredValue(column="age"), edges=(7, 28))
    >>> [band_words(age, number) for number in range(3)]
    ['under 7', '7 to under 28', '28 and over']
    """
    edges = band.edges
    if number == 0:
        return f"under {edges[0]}"
    if number == len(edges):
        return f"{edges[-1]} and over"
    return f"{edges[number - 1]} to under {edges[number]}"
