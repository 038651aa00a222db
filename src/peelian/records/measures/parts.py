"""What has to be counted for a measure of each kind, as aggregates of one pass over its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import ibis

from peelian.catalogue.measures import Base, Measure, MeasureKind, Target
from peelian.records.expressions import passed
from peelian.records.measures.scope import (
    Days,
    Schema,
    every,
    excluded_by,
    in_scope,
    period_column,
    value_of,
    within_days,
)
from peelian.records.orders import Order, any_out_of_order

NUMERATOR, DENOMINATOR, VALUE, MISSING, BOUNDED = "numerator", "denominator", "value", "missing", "bounded"
EXCLUDED, RECORDS, REVERSED = "excluded", "records", "reversed"
LINKED = "linked_row"
"""The column that says whether a row has a row in the linked table."""


@dataclass(frozen=True)
class Rows:
    """A table with the test by which rows are in the base of a measure; `kept` is None where all are.

    `orders` are the columns that must follow another one; a row that has them otherwise is not judged.
    `dated` says that rows outside the period are still there, `apart` that a force is broken down. `grouped` says of
    each exclusion whether it takes whole groups; such a one is not among the tests of rows.
    """

    table: Any
    measure: Measure
    schema: Schema
    days: Days
    kept: Any
    dated: bool = True
    apart: bool = False
    grouped: tuple[bool, ...] = ()
    orders: tuple[Order, ...] = ()

    @property
    def reversed(self) -> Any:
        """Whether a row has moments out of order by which it would be judged; None where none can have them."""
        return any_out_of_order(self.table, self.orders)

    @property
    def judged(self) -> Any:
        """The test for a row to be judged; None where all are."""
        broken = self.reversed
        return every([each for each in (self.kept, None if broken is None else ~broken) if each is not None])

    def broken(self) -> Any:
        """The number of rows that are kept and have moments out of order; None where none can have them."""
        test = self.reversed
        if test is None:
            return None
        return number_of(self.table, test if self.kept is None else self.kept & test)

    def number(self, *more: Any) -> Any:
        """The number of rows that are kept and pass more tests, rows of a kind once where the measure says so."""
        test = every([each for each in (self.judged, *more) if each is not None])
        if self.measure.distinct is not None:
            return self.table[self.measure.distinct].nunique(where=test)
        return number_of(self.table, test)

    def total(self, value: Any, *more: Any) -> Any:
        """The sum of a value over the rows that are kept and pass more tests."""
        return value.sum(where=every([each for each in (self.judged, *more) if each is not None])).fill_null(
            0
        )

    def value(self) -> Any:
        return value_of(self.table, self.measure.value, self.days)

    def judged_value(self) -> Any:
        """The number that a row brings, blank where it has moments out of order."""
        value, broken = self.value(), self.reversed
        return value if broken is None else ibis.ifelse(broken, ibis.null(value.type()), value)

    def counted(self) -> list[Any]:
        """The tests by which a row of the base counts."""
        tests = [passed(self.table, self.measure.counted, self.days.last)] if self.measure.counted else []
        return [*tests, self.table[LINKED].fill_null(False)] if self.measure.linked else tests


@ibis.udf.agg.builtin
def count_if(test: bool) -> int:
    """How many rows pass a test; every engine has this function, and works it out quicker than a filtered count."""
    return int(test)


def number_of(table: Any, test: Any) -> Any:
    """Return how many rows of a table pass a test; all do where it is None."""
    return table.count() if test is None else count_if(test)


def kept_rows(
    table: Any,
    measure: Measure,
    schema: Schema,
    days: Days,
    *,
    dated: bool = True,
    grouped: tuple[bool, ...] = (),
) -> Any:
    """Return the test for a row to be in the base of a measure, exclusions of rows taken away."""
    scope = in_scope(table, measure, schema, days, dated=dated)
    tests = excluded_by(table, measure, days)
    out = [~test for place, test in enumerate(tests) if not (grouped and grouped[place])]
    return every([each for each in (scope, *out) if each is not None])


def parts_of(rows: Rows) -> dict[str, Any]:
    """Return the named aggregates of a measure.

    `numerator` and `denominator` are counts or sums, `value` is a percentile. `missing` is how many
    rows of the base lack the value, `reversed` how many have moments out of order, `records` the rows of
    the period whether in the base or not, `excluded0` and so on the rows that each exclusion takes; of one
    that takes whole groups, all the rows that it would take of each group.
    """
    parts = _PARTS[rows.measure.kind](rows)
    broken = rows.broken()
    if broken is not None:
        parts[REVERSED] = broken
    scope = (
        rows.kept
        if rows.grouped and all(rows.grouped)
        else in_scope(rows.table, rows.measure, rows.schema, rows.days, dated=rows.dated)
    )
    for number, test in enumerate(excluded_by(rows.table, rows.measure, rows.days)):
        both = [
            each
            for each in (scope, None if rows.grouped and rows.grouped[number] else test)
            if each is not None
        ]
        parts[f"{EXCLUDED}{number}"] = number_of(rows.table, every(both))
    return parts


def _number(rows: Rows) -> dict[str, Any]:
    """Rows, or the sum of the value where the measure has one."""
    tests = rows.counted()
    if rows.measure.value is None:
        return {NUMERATOR: rows.number(*tests)}
    return {NUMERATOR: rows.total(rows.value(), *tests), MISSING: rows.number(rows.value().isnull(), *tests)}


def _occurrences(rows: Rows) -> dict[str, Any]:
    """A number that may be none, told apart from a force that sent no records for the period."""
    if rows.apart:
        return _number(rows)
    column = period_column(rows.measure, rows.schema) if rows.dated else None
    dated = None if column is None else within_days(rows.table[column], rows.days)
    return {**_number(rows), RECORDS: number_of(rows.table, dated)}


def _rate(rows: Rows) -> dict[str, Any]:
    """The numerator of a rate, with its base where that stands in the same table."""
    parts = _occurrences(rows)
    per = cast(Base, rows.measure.per)
    if per.sum is not None:
        parts[DENOMINATOR] = rows.total(rows.table[per.sum])
    if per.distinct is not None:
        parts[DENOMINATOR] = rows.table[per.distinct].nunique(where=rows.judged)
    return parts


def _share(rows: Rows) -> dict[str, Any]:
    measure = rows.measure
    if measure.part is not None and measure.whole is not None:
        parts = {
            NUMERATOR: rows.total(rows.table[measure.part]),
            DENOMINATOR: rows.total(rows.table[measure.whole]),
        }
        if measure.whole_bound is not None:
            parts[BOUNDED] = rows.number(rows.table[measure.whole_bound] == "more-than")
        return parts
    tests = rows.counted()
    if measure.weigh is not None:
        weight = rows.table[measure.weigh]
        return {NUMERATOR: rows.total(weight, *tests), DENOMINATOR: rows.total(weight)}
    return {NUMERATOR: rows.number(*tests), DENOMINATOR: rows.number()}


def _split(rows: Rows) -> dict[str, Any]:
    """The number or weight of one code; the finish sets it over all codes."""
    if rows.measure.weigh is not None:
        return {NUMERATOR: rows.total(rows.table[rows.measure.weigh])}
    return {NUMERATOR: rows.number()}


def _within_target(rows: Rows) -> dict[str, Any]:
    met = rows.judged_value() <= _limit(rows.table, cast(Target, rows.measure.target))
    return {NUMERATOR: replace(rows, orders=()).number(met), **_known(rows, met)}


def _known(rows: Rows, value: Any) -> dict[str, Any]:
    """How many rows have a value and how many lack it, from plain counts: tests of each row cost more.

    The value is blank where moments are out of order; such a row does not lack it.
    """
    known = value.count(where=rows.kept)
    missing = number_of(rows.table, rows.kept) - known
    broken = rows.broken()
    return {DENOMINATOR: known, MISSING: missing if broken is None else missing - broken}


def _limit(table: Any, target: Target) -> Any:
    """The largest value that meets the target of a row."""
    if target.at_most is not None:
        return ibis.literal(float(target.at_most))
    if target.in_column is not None:
        return table[target.in_column]
    code = table[target.column]
    whole = [(code == each, ibis.literal(float(limit))) for each, limit in target.limits.items()]
    return ibis.cases(*whole, else_=ibis.null("float64"))


def _mean(rows: Rows) -> dict[str, Any]:
    value = rows.judged_value()
    return {NUMERATOR: rows.total(value), **_known(rows, value)}


def _percentile(rows: Rows) -> dict[str, Any]:
    """The percentile between the two nearest values in order, as spreadsheets and R's type 7 have it."""
    value = rows.judged_value()
    return {
        VALUE: value.cast("float64").quantile(fraction_of(rows.measure), where=rows.kept),
        **_known(rows, value),
    }


def fraction_of(measure: Measure) -> float:
    """Return which fraction of the values lies below a percentile or a median."""
    return 0.5 if measure.kind == "median" else float(measure.percentile or 0)


def _change(rows: Rows) -> dict[str, Any]:
    """Rows in the period and rows in the earlier one."""
    measure = rows.measure
    earlier = kept_rows(
        rows.table, measure, rows.schema, rows.days.earlier_by(measure.earlier or 12), grouped=rows.grouped
    )
    before = Rows(rows.table, measure, rows.schema, rows.days, earlier, orders=rows.orders)
    if measure.value is not None:
        return {NUMERATOR: rows.total(rows.value()), DENOMINATOR: before.total(rows.value())}
    tests = rows.counted()
    return {NUMERATOR: rows.number(*tests), DENOMINATOR: before.number(*tests)}


def _attainment(rows: Rows) -> dict[str, Any]:
    """Sums of two columns, or rows that count over all rows."""
    table, measure = rows.table, rows.measure
    if measure.part is None:
        return _share(rows)
    both = table[measure.part].notnull() & table[measure.whole].notnull()
    return {
        NUMERATOR: rows.total(table[measure.part], both),
        DENOMINATOR: rows.total(table[measure.whole], both),
        MISSING: rows.number(~both),
    }


_PARTS: dict[MeasureKind, Callable[[Rows], dict[str, Any]]] = {
    "count": _occurrences,
    "total": _occurrences,
    "rate": _rate,
    "ratio": _number,
    "share": _share,
    "spread": _share,
    "split": _split,
    "within-target": _within_target,
    "mean": _mean,
    "median": _percentile,
    "percentile": _percentile,
    "change": _change,
    "attainment": _attainment,
    "repeats": _split,
}
