"""Completeness: every relevant row has what it needs. Blank fails; of a flag, false is an answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from peelian.catalogue.standard_parameters import LinkedRows, Need
from peelian.catalogue.standards import CompletenessStandard
from peelian.records.expressions import all_met, is_missing
from peelian.records.standards.checked import Checked, Records, exceptions, listed, with_count


def check(standard: CompletenessStandard, records: Records) -> Checked:
    """Return the relevant rows, and those that lack something with the names of what they lack."""
    rows = records.relevant(standard)
    counted, lacking = lacked(rows, standard.parameters.needs, records)
    short = counted.filter(reduce(or_, [lack(counted) for lack, _ in lacking]))
    detail = listed([(lack(short), f"no {words}") for lack, words in lacking])
    return Checked(rows, exceptions(short, records.key(short, standard.table), detail))


def lacked(rows: Any, needs: Sequence[Need], records: Records) -> tuple[Any, list[tuple[Any, str]]]:
    """Return the rows with what counting the needs takes, and for each need its test and its words.

    A test is asked of a table that stems from those rows, and says whether the need is lacking.
    """
    lacking: list[tuple[Any, str]] = []
    for place, need in enumerate(needs):
        name = f"linked_{place}"
        if need.linked is not None:
            rows = with_linked_rows(rows, need.linked, name, records)
        lacking.append((_test(need, name, records), need.words))
    return rows, lacking


def with_linked_rows(rows: Any, linked: LinkedRows, name: str, records: Records) -> Any:
    """Return rows with the number of linked rows under a name."""
    others = records.rows(linked.table, linked.where, tuple(linked.link))
    return with_count(rows, others, linked.link, name)


def count_fits(rows: Any, linked: LinkedRows, name: str) -> Any:
    """Return whether there are as many linked rows as there must be."""
    fits = rows[name] >= linked.at_least
    return fits if linked.at_most is None else fits & (rows[name] <= linked.at_most)


def _test(need: Need, name: str, records: Records) -> Any:
    if need.linked is not None:
        linked = need.linked
        return lambda table: ~count_fits(table, linked, name)
    if need.met:
        return lambda table: ~all_met(table, need.met, records.today)
    columns = (need.column,) if need.column else need.any_of
    return lambda table: reduce(
        lambda left, right: left & right, [is_missing(table[each]) for each in columns]
    )
