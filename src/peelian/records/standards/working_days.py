"""The last day of so many working days after a day, as a table that every engine can join."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa

FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
SATURDAY = 5


def working_days(holidays: Collection[date]) -> list[date]:
    """Return every day of the calendar that is neither a weekend nor a holiday."""
    days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
    return [day for day in days if day.weekday() < SATURDAY and day not in holidays]


def due_days(lengths: Iterable[int], holidays: Collection[date]) -> Any:
    """Return a table of each day with the last day of so many working days after it.

    The day itself is not counted; none after it means the day itself.
    """
    working = working_days(holidays)
    rows = [
        (length, day, due)
        for length in sorted(set(lengths))
        for day in (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days - 2 * length - 60))
        for due in [working[bisect_right(working, day) + length - 1] if length else day]
    ]
    columns = {
        name: [row[place] for row in rows] for place, name in enumerate(("due_length", "due_from", "due_on"))
    }
    return ibis.memtable(pa.table(columns, schema=pa.schema(
        [("due_length", pa.int64()), ("due_from", pa.date32()), ("due_on", pa.date32())]
    )))  # fmt: skip
