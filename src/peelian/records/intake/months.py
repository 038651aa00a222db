"""Months: of rows, of files by their names, and those that lie between two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePath

from peelian.records.intake.facts import MonthOfForce

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


def by_force(months: Iterable[MonthOfForce]) -> dict[str, dict[date, int]]:
    """Return the rows of each force by month, over all files."""
    found: dict[str, dict[date, int]] = {}
    for each in months:
        counts = found.setdefault(each.force, {})
        counts[each.month] = counts.get(each.month, 0) + each.rows
    return found


def months_between(first: date, last: date) -> Iterator[date]:
    """Yield every month from the first to the last, both included."""
    month = first
    while month <= last:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
