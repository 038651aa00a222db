"""List: the filter that returns exactly the rows that somebody must see, in order where one is set."""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.standard_parameters import NearCopies, Order
from peelian.catalogue.standards import ListStandard
from peelian.records.expressions import rows_where
from peelian.records.standards.checked import Checked, Records, exceptions, whole
from peelian.records.standards.similarity import near_copies


def check(standard: ListStandard, records: Records) -> Checked:
    """Return the rows that were looked through, and those of the list."""
    named = standard.parameters
    rows = records.relevant(standard)
    found = rows_where(rows, named.conditions, records.today)
    key = records.key(found, standard.table)
    if named.near_copies is not None:
        return Checked(rows, _copies(found, key, named.near_copies))
    if named.order_by:
        order = [part for each in named.order_by for part in _order(found, each)]
        place = ibis.row_number().over(ibis.window(group_by="force", order_by=[*order, key]))
        found = found.mutate(place=place + 1)
        return Checked(rows, exceptions(found, records.key(found, standard.table), whole(found["place"])))
    return Checked(rows, exceptions(found, key, ibis.literal("")))


def _order(rows: Any, order: Order) -> list[Any]:
    """The parts of an order; what is blank, or no code that is named, comes last."""
    column = rows[order.column]
    if order.first:
        ranks = [(column == code, place) for place, code in enumerate(order.first)]
        return [ibis.cases(*ranks, else_=len(order.first))]
    return [column.isnull(), column.desc() if order.descending else column]


def _copies(rows: Any, key: Any, named: NearCopies) -> Any:
    """Every text that repeats another; both of a pair are listed."""
    found = near_copies(
        rows, key=key, within=named.within, column=named.column, at_least=named.similarity_at_least
    )
    return exceptions(found, found["key"], likeness_words(found["likeness"]))


def likeness_words(likeness: Any) -> Any:
    """Return a likeness as it is printed, rounded down so that 99.9 is never 100."""
    return whole((likeness * 100).floor()) + " percent alike"
