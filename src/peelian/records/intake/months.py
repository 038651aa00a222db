"""Months: of rows, of files by their names, and those that lie between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePath

from peelian.records.intake.facts import MonthOfForce

NEARLY_ALL = 0.95
"""The share of rows in one month from which a file is taken for a file of that month."""
_MONTH = re.compile(r"(?<!\d)(\d{4})-(0[1-9]|1[0-2])(?!\d)")


def month_in_name(file: str) -> date | None:
    """Return the one month that the name of a file tells, or None.

    >>> month_in_name("2019-12-essex-stop-and-search.csv")
    datetime.date(2019, 12, 1)
    >>> month_in_name("2019-12_to_2020-02.csv") is None
    True
    """
    found = _MONTH.findall(PurePath(file).stem)
    return date(int(found[0][0]), int(found[0][1]), 1) if len(found) == 1 else None


def month_of_file(file: str, counts: Mapping[date, int]) -> date | None:
    """Return the month that a file is of: the one in its name, or the one that nearly all of its rows are of."""
    most = max(counts, key=lambda month: counts[month])
    return month_in_name(file) or (most if counts[most] >= NEARLY_ALL * sum(counts.values()) else None)


def by_force(months: Iterable[MonthOfForce]) -> dict[str, dict[date, int]]:
    """Return the rows of each force by month, over all files.

    A month that holds nothing but stray rows of files of other months is no month of the force: most often those
    are of the hour after midnight of summer time, which is still the day before in universal time.
    """
    found: dict[str, dict[date, int]] = {}
    whole: set[tuple[str, date]] = set()
    counts = _by_file(told := tuple(months))
    for each in told:
        rows = found.setdefault(each.force, {})
        rows[each.month] = rows.get(each.month, 0) + each.rows
        if not is_stray(each.file, each.month, counts[each.file]):
            whole.add((each.force, each.month))
    return {
        force: {month: number for month, number in rows.items() if (force, month) in whole}
        for force, rows in found.items()
    }


def is_stray(file: str, month: date, counts: Mapping[date, int]) -> bool:
    """Return whether the rows of a month are a few in a file of another month."""
    own = month_of_file(file, counts)
    few = counts.get(own, 0) >= NEARLY_ALL * sum(counts.values()) if own else False
    return few and month != own


def _by_file(months: Iterable[MonthOfForce]) -> dict[str, dict[date, int]]:
    counts: dict[str, dict[date, int]] = {}
    for each in months:
        rows = counts.setdefault(each.file, {})
        rows[each.month] = rows.get(each.month, 0) + each.rows
    return counts


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield every month from the first to the last, both included."""
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
