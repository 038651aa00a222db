"""Exclusions of a measure: those that take rows, and those that take whole groups.

Most leave out a force, by which the rows are grouped anyway. To test that once for each group costs nothing, where to
test it for each of many rows costs as much as all else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from peelian.catalogue.conditions import columns_in
from peelian.catalogue.measures import PERIOD_BREAKDOWNS, Measure
from peelian.records.expressions import all_met
from peelian.records.measures.parts import EXCLUDED, RECORDS, VALUE, Rows


def taking_groups(measure: Measure, keys: Sequence[str]) -> tuple[bool, ...]:
    """Say of each exclusion of a measure whether it takes or leaves each group as a whole."""
    told_apart = {name for name in keys if name not in PERIOD_BREAKDOWNS and measure.band(name) is None}
    return tuple(told_apart.issuperset(columns_in(each.where)) for each in measure.exclusions)


def without_excluded(found: Any, keys: Sequence[str], columns: Sequence[str], pieces: Iterable[Rows]) -> Any:
    """Return groups with nothing found where an exclusion takes a whole group, but for how many rows it takes.

    Parameters
    ----------
    found : groups with their parts: of the piece of number 2 "p2_numerator" and so on.
    keys : what the groups are told apart by.
    columns : the columns of the groups that hold the keys, in the same order.
    pieces : the rows of each piece.
    """
    named = found.mutate(**{name: found[column] for name, column in zip(keys, columns, strict=True)})
    changed: dict[str, Any] = {}
    for number, rows in enumerate(pieces):
        tests = {
            f"p{number}_{EXCLUDED}{place}": all_met(named, each.where, rows.days.last)
            for place, each in enumerate(rows.measure.exclusions)
            if rows.grouped[place]
        }
        if tests:
            parts = [name for name in found.columns if name.startswith(f"p{number}_")]
            changed |= _left(named, parts, tests)
    return named.mutate(**changed).drop(*keys) if changed else found


def _left(named: Any, parts: Iterable[str], tests: dict[str, Any]) -> dict[str, Any]:
    """What is left of the parts of one measure."""
    import ibis

    taken = reduce(or_, tests.values())
    left = {}
    for name in parts:
        kind, part = name.partition("_")[2], named[name]
        nothing = ibis.null(part.type()) if kind == VALUE else ibis.literal(0).cast(part.type())
        if name in tests:
            left[name] = ibis.ifelse(tests[name], part, nothing)
        elif kind != RECORDS and not kind.startswith(EXCLUDED):
            left[name] = ibis.ifelse(taken, nothing, part)
    return left
