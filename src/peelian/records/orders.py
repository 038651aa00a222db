"""Moments out of order: an end before its beginning says that one of the two is wrong, and no time lies between them.

The dictionary of the tables says of a column which other one comes first. An intake warns of rows that have it
otherwise; a standard or a measure that would judge by them leaves them out, and counts them with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from peelian.catalogue.condition_words import column_words
from peelian.catalogue.record_tables import RecordTable
from peelian.records.local_time import local_date

Order = tuple[str, str]
"""A column, and the one that comes before it."""


def orders_among(names: Iterable[str], table: RecordTable) -> tuple[Order, ...]:
    """Return those of some columns of a table that have to come after another one, each with that other."""
    own = dict.fromkeys(name for name in names if name in table.column_names)
    pairs = ((name, table.column(name).not_before) for name in own)
    return tuple((later, earlier) for later, earlier in pairs if earlier)


def is_out_of_order(rows: Any, order: Order, *, by_date: bool = False) -> Any:
    """Return whether what comes later lies before what comes first; what is blank never does.

    Parameters
    ----------
    by_date
        Whether only the days in London count, as they do where one of the two is no more than a day.
    """
    end, start = (rows[name] for name in order)
    if by_date or end.type().is_date() or start.type().is_date():
        end, start = local_date(end), local_date(start)
    return (end < start).fill_null(False)


def any_out_of_order(rows: Any, orders: Iterable[Order]) -> Any:
    """Return whether any of some orders is broken; None where there is none that the rows can break."""
    there = [order for order in orders if set(order) <= set(rows.columns)]
    return reduce(or_, [is_out_of_order(rows, order) for order in there]) if there else None


def order_words(order: Order) -> str:
    """Return what is wrong with a row out of order.

    >>> order_words(("attended_at", "opened_at"))
    'time attended lies before time opened'
    """
    later, earlier = (column_words(name) for name in order)
    return f"{later} lies before {earlier}"
