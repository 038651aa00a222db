"""Rows that a standard applies to and that cannot be judged: they are left out, and counted with the reason.

No clock can be read where a moment or a limit is blank, and none where an end lies before its beginning: an
incident that was attended before it was opened is no incident that was attended in time. Which of two moments
comes first is said by the dictionary of the tables, so that an intake warns of the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import reduce
from operator import or_
from typing import Any

import ibis

from peelian.catalogue.condition_words import column_words
from peelian.catalogue.record_tables import RecordTable
from peelian.catalogue.standard_parameters import DeadlineParameters, EventsParameters
from peelian.catalogue.standard_uses import uses_of
from peelian.catalogue.standards import (
    CalendarStandard,
    DeadlineStandard,
    EventsStandard,
    ListStandard,
    Standard,
)
from peelian.records.expressions import is_missing
from peelian.records.orders import Order, is_out_of_order, order_words, orders_among

BY_DATE = ("calendar_days", "working_days", "months")
"""Units that go by the date in London."""
REASON = "why_not_judged"
"""The column that says why a row cannot be judged."""
Test = Callable[[Any], Any]


def reason_column(standard: Standard, table: RecordTable, rows: Any) -> Any:
    """Return why each row cannot be judged, as text, null where it can; None where every row can."""
    tests = [(test(rows), words) for test, words in _reasons(standard, table, rows.columns)]
    return ibis.cases(*tests, else_=ibis.null("string")) if tests else None


def cannot_be_judged(standard: Standard, table: RecordTable, rows: Any) -> Any:
    """Return whether a row cannot be judged; None where every row can. It costs less than to say why."""
    tests = [test(rows) for test, _ in _reasons(standard, table, rows.columns)]
    return reduce(or_, tests) if tests else None


def _reasons(standard: Standard, table: RecordTable, columns: Container[str]) -> Iterator[tuple[Test, str]]:
    """Each test that speaks against a row with its words; the first that is met is told."""
    orders = _orders(standard, table)
    if isinstance(standard, DeadlineStandard):
        named = standard.parameters
        yield from _deadline(named)
        if named.end is not None and not _is_ahead(named.start, table):
            orders = tuple(order for order in orders if order[0] != named.end)
            yield _broken((named.end, named.start), by_date=named.unit in BY_DATE)
    elif isinstance(standard, EventsStandard):
        yield from _events(standard.parameters)
    elif isinstance(standard, CalendarStandard):
        yield _blank(standard.parameters.at)
        yield _blank(standard.parameters.group)
    for order in orders:
        if order[1] in columns:
            yield _broken(order)


def _orders(standard: Standard, table: RecordTable) -> tuple[Order, ...]:
    """The columns that a standard judges by, each with the one that comes first by the dictionary.

    A list judges nothing, and whoever must see a row must see it with its faults.
    """
    if isinstance(standard, ListStandard):
        return ()
    own = (use for use in uses_of(standard) if use.place[0] == "parameters" and use.table == standard.table)
    return orders_among((name for use in own for name in use.paths), table)


def _deadline(named: DeadlineParameters) -> Iterator[tuple[Test, str]]:
    """A clock needs its start and its limit."""
    yield _blank(named.start)
    for limit in (named.limit_in, named.limit_by):
        if limit is not None:
            yield _blank(limit.column)


def _is_ahead(path: str, table: RecordTable) -> bool:
    """Whether a clock starts on a day that was set ahead: what is due on it may be done before it."""
    return path in table.column_names and table.column(path).ahead


def _events(named: EventsParameters) -> Iterator[tuple[Test, str]]:
    yield _blank(named.start)
    if named.every_in is not None:
        column = named.every_in.column
        yield _blank(column)
        yield (lambda rows: (rows[column] <= 0).fill_null(False)), f"{column_words(column)} is not above 0"


def _blank(name: str) -> tuple[Test, str]:
    return (lambda rows: is_missing(rows[name])), f"{column_words(name)} is blank"


def _broken(order: Order, *, by_date: bool = False) -> tuple[Test, str]:
    return (lambda rows: is_out_of_order(rows, order, by_date=by_date)), order_words(order)
