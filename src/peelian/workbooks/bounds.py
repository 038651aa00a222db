"""How much of a workbook is read, and what reading it may take."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
"""A cell as it stands; an empty one is empty text."""

LONGEST_CELL = 32_767
"""The most characters that a cell can hold in Excel."""


@dataclass(frozen=True)
class Bounds:
    """What is read of a workbook, and what the process that reads it may take.

    Parameters
    ----------
    sheets
        How many sheets are read, from the first; None reads them all, and 0 none: the workbook is opened alone. Of the
        others it is told whether they are filled.
    rows, columns
        The most of a sheet that is read, up to its last filled cell.
    cells
        The most rows times columns that any sheet may reach over, empty cells among them, to be opened at all; room is
        made for every one of them. All sheets that are read may have so many cells together.
    memory, written
        The most bytes in memory and on disk.
    seconds
        The longest that the work may take; waiting for a busy machine, it is given twice as long.
    """

    sheets: int | None = None
    rows: int = 20_000
    columns: int = 200
    cells: int = 4_000_000
    memory: int = 1 << 30
    written: int = 64 << 20
    seconds: int = 30

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def cell_to_json(cell: date | datetime | time | timedelta) -> dict[str, str | float]:
    """Return a day or time as JSON can have it, told by its kind.

    >>> cell_to_json(date(2026, 11, 23))
    {'date': '2026-11-23'}
    """
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


def cell_from_json(told: dict[str, str | float]) -> Cell:
    """Return the day or time that `cell_to_json` told.

    >>> cell_from_json({"date": "2026-11-23"})
    datetime.date(2026, 11, 23)
    """
    ((kind, value),) = told.items()
    if kind == "seconds":
        return timedelta(seconds=float(value))
    kinds: dict[str, type[datetime] | type[date] | type[time]] = {
        "datetime": datetime,
        "date": date,
        "time": time,
    }
    return kinds[kind].fromisoformat(str(value))
