"""Conditions and spans of the catalogue as Ibis expressions, the same for every engine.

Ibis is imported where expressions are built and not before, so that the command line starts
without it. Every condition becomes a plain true or false: what is missing makes it false. A
filter takes it as it is, for it drops what is neither; so engines can test it while they read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from peelian.catalogue.conditions import SPAN_SECONDS, TODAY, Age, Condition, Operand, Span, columns_in
from peelian.catalogue.record_tables import RecordTable
from peelian.records.local_time import clock, instant, start_of
from peelian.rules.clocks import months_after

Table = Any
"""A table of Ibis."""
Value = Any
"""A column, or a value worked out from columns, of Ibis."""
Boolean = Any
"""A value of Ibis that is true or false in each row."""

Schema = Mapping[str, RecordTable]

MICROSECONDS = 1_000_000.0
"""In a second. Engines differ in what they call a second of a moment, but not in this."""


def rows_where(table: Table, conditions: Iterable[Condition], today: date) -> Table:
    """Return the rows of a table that meet all conditions."""
    asked = tuple(conditions)
    return table.filter(passed(table, asked, today)) if asked else table


def all_met(table: Table, conditions: Iterable[Condition], today: date) -> Boolean:
    """Return whether a row meets all conditions; none is met by every row."""
    return passed(table, conditions, today).fill_null(False)


def passed(table: Table, conditions: Iterable[Condition], today: date) -> Boolean:
    """Return whether a row meets all conditions, for a filter: null where a missing cell decides."""
    return _joined(and_, [_passed(table, condition, today) for condition in conditions], empty=True)


def _passed(table: Table, condition: Condition, today: date) -> Boolean:
    if condition.any_of:
        return _joined(or_, [passed(table, choice, today) for choice in condition.any_of], empty=False)
    if condition.span is not None:
        tested = span_length(table, condition.span, today)
    else:
        tested = table[condition.column]
    met = [_test_met(table, tested, name, value, today) for name, value in condition.tests]
    return _joined(and_, met, empty=True)


def span_length(table: Table, span: Span, today: date) -> Value:
    """Return the time from the start of a span to its end in its unit, with the parts of a unit.

    Two dates are whole days apart. Between two moments the time is counted to the second; where one
    end is a date, it is counted from or to its midnight by the clock of London.
    """
    start, end = (_end(table, name, today) for name in span.ends)
    if start.type().is_date() and end.type().is_date():
        return end.delta(start, unit="day") * (86400 / SPAN_SECONDS[span.unit])
    if start.type().is_date() or end.type().is_date():
        start, end = clock(start), clock(end)
    return seconds_between(start, end) / float(SPAN_SECONDS[span.unit])


def seconds_between(start: Value, end: Value) -> Value:
    """Return the seconds from one moment to another, with the parts of a second that the records have."""
    apart = instant(end).delta(instant(start), unit="microsecond")
    return apart / MICROSECONDS


def is_missing(column: Value) -> Boolean:
    """Return whether a cell says nothing: it is null, or text without any letter."""
    return (column.strip() == "").fill_null(True) if column.type().is_string() else column.isnull()


FIRST_LETTER = "!"
"""The first printed character after the blanks."""


def is_present(column: Value) -> Boolean:
    """Return whether a cell says something, for a filter: null or false where it does not."""
    if not column.type().is_string():
        return column.notnull()
    import ibis

    # Text whose first letter comes after all blanks says something; only other text has to be looked at whole.
    return ibis.ifelse(column >= FIRST_LETTER, True, column.strip() != "")


def with_referenced(table: Table, name: str, paths: Iterable[str], tables: Mapping[str, Table],
                    schema: Schema) -> Table:  # fmt: skip
    """Join the columns that are reached through references, under the names of their paths.

    The row that is named is looked for in the same force. A reference that is blank, or leads
    nowhere, gives blanks. Of rows with the same key one is taken, so that no row is doubled.
    """
    groups: dict[str, set[str]] = {}
    for path in paths:
        if "." in path:
            own, rest = path.split(".", 1)
            groups.setdefault(own, set()).add(rest)
    for own, rests in sorted(groups.items()):
        target = str(schema[name].column(own).table)
        right = with_referenced(tables[target], target, rests, tables, schema)
        key = schema[target].key[0]
        taken = right.group_by(["force", key]).aggregate(
            **{f"{own}.{rest}": right[rest].arbitrary() for rest in sorted(rests)}
        )
        taken = taken.rename({"referenced_force": "force", "referenced_key": key})
        table = table.left_join(
            taken, [table["force"] == taken["referenced_force"], table[own] == taken["referenced_key"]]
        ).drop("referenced_force", "referenced_key")
    return table


def paths_in(*parts: Iterable[Condition]) -> tuple[str, ...]:
    """Return every column that lists of conditions name, each once."""
    return tuple(dict.fromkeys(name for part in parts for name in columns_in(part)))


def today_less(today: date, age: Age) -> date:
    """Return the day that lies an age before today; a day a month lacks becomes its last."""
    back = months_after(today, -age.months)
    return date.fromordinal(back.toordinal() - age.days)


def _end(table: Table, name: str, today: date) -> Any:
    import ibis

    return ibis.date(today.isoformat()) if name == TODAY else table[name]


def _test_met(table: Table, tested: Any, name: str, value: object, today: date) -> Any:
    """One test of one value, null or false where it is missing."""
    if name in ("missing", "present"):
        asked_missing = bool(value) == (name == "missing")
        return is_missing(tested) if asked_missing else is_present(tested)
    if isinstance(value, tuple):
        inside = tested.isin([_literal(tested, each) for each in value])
        if name == "one_of":
            return inside if all(str(each).strip() for each in value) else inside & is_present(tested)
        return ~inside & is_present(tested)
    left, right = _alike(tested, _operand(table, tested, value, today))
    met = _COMPARED[name](left, right)
    return met & is_present(tested) if name == "not_equals" else met


_COMPARED: dict[str, Any] = {
    "equals": lambda left, right: left == right,
    "not_equals": lambda left, right: left != right,
    "at_least": lambda left, right: left >= right,
    "at_most": lambda left, right: left <= right,
    "more_than": lambda left, right: left > right,
    "less_than": lambda left, right: left < right,
    "before": lambda left, right: left < right,
    "after": lambda left, right: left > right,
}


def _operand(table: Table, tested: Any, value: object, today: date) -> Any:
    if not isinstance(value, Operand):
        return _literal(tested, value)
    if value.column is not None:
        return table[value.column]
    return start_of(tested, today_less(today, value.less))


def _literal(tested: Any, value: object) -> Any:
    """A value of the catalogue in the type of the column that it is compared with."""
    import ibis

    kind = tested.type()
    if kind.is_date():
        return ibis.date(str(value))
    if kind.is_timestamp():
        return ibis.timestamp(str(value))
    if kind.is_string():
        return ibis.literal(str(value))
    return ibis.literal(value)


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """A date that is compared with a moment stands for its first instant in London."""
    if left.type().is_date() and right.type().is_timestamp():
        return instant(left), right
    if left.type().is_timestamp() and right.type().is_date():
        return left, instant(right)
    return left, right


def _joined(join: Any, parts: list[Any], *, empty: bool) -> Any:
    import ibis

    return reduce(join, parts) if parts else ibis.literal(empty)
