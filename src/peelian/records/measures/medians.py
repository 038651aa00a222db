"""The limits of medians, from the number of times that each value occurs.

A table of values and their numbers is what an engine can spill to disk, where holding every
value could outgrow its memory.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import accumulate
from typing import Any

from peelian.records.measures.scans import KEY, Scan, Tables, scan_rows
from peelian.records.measures.scope import Days, Schema, group_key
from peelian.stats.median_ranks import median_interval_ranks


def value_counts(scan: Scan, tables: Tables, schema: Schema, asked: Days) -> Any:
    """Return how often each value of a median occurs in each group."""
    rows = scan_rows(scan, tables, schema, asked)
    table = rows.table if rows.judged is None else rows.table.filter(rows.judged)
    keys = {
        f"{KEY}{number}": group_key(table, name, rows.measure, schema, rows.days)
        for number, name in enumerate(scan.keys)
    }
    value = replace(rows, table=table, kept=None, orders=()).value().cast("float64")
    counted = table.group_by(**keys, value=value).aggregate(times=table.count())
    return counted.filter(counted["value"].notnull())


def median_limits(
    counts: Iterable[tuple[tuple[Any, ...], float, int]], confidence: float = 0.95
) -> Mapping[tuple[Any, ...], tuple[float, float]]:
    """Return the limits of the median of each group; groups too small for limits are not there.

    Parameters
    ----------
    counts : the key of the group, the value, and how often it occurs.

    >>> median_limits([(("cleveland",), float(value), 1) for value in range(1, 101)])
    {('cleveland',): (40.0, 61.0)}
    """
    groups: dict[tuple[Any, ...], list[tuple[float, int]]] = defaultdict(list)
    for key, value, times in counts:
        groups[key].append((value, times))
    limits = {}
    for key, found in groups.items():
        found.sort()
        reached = list(accumulate(times for _, times in found))
        ranks = median_interval_ranks(reached[-1], confidence)
        if ranks is not None:
            low, high = (found[bisect_left(reached, rank)][0] for rank in ranks)
            limits[key] = (low, high)
    return limits
