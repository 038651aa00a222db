"""Planted records: the rows of an example as tables of Parquet, typed as the catalogue says.

A row without a force is of `PLANTED_FORCE`, and a row without a key is numbered. A row with
`REPEAT` stands for so many rows that are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from peelian.catalogue.measures import REPEAT
from peelian.catalogue.record_tables import RecordColumn, RecordTable
from peelian.records.schema import arrow_schema

if TYPE_CHECKING:
    import pyarrow

Rows = Sequence[Mapping[str, Any]]

PLANTED_FORCE = "cleveland"


def plant(
    records: Mapping[str, Rows], schema: Mapping[str, RecordTable], folder: Path, also: Iterable[str] = ()
) -> None:
    """Write planted rows into a folder of tables; the tables of `also` are there even without a row."""
    import pyarrow.parquet as pq

    for name in dict.fromkeys((*records, *also)):
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(planted_table(schema[name], records.get(name, ())), folder / f"{name}.parquet")


def planted_table(table: RecordTable, rows: Rows) -> pyarrow.Table:
    """Return planted rows as one table; a cell that is not given is blank."""
    import pyarrow as pa

    typed = arrow_schema(table)
    blank_allowed = pa.schema([field.with_nullable(True) for field in typed])
    whole = [with_key(row, number, table) for number, row in enumerate(repeated(rows), start=1)]
    cells = {column.name: [cell(row.get(column.name), column) for row in whole] for column in table.columns}
    return pa.table(cells, schema=blank_allowed)


def repeated(rows: Rows) -> Iterator[Mapping[str, Any]]:
    """Yield each row as often as it says, once where it says nothing.

    >>> list(repeated([{"repeat": 2, "priority": "immediate"}]))
    [{'priority': 'immediate'}, {'priority': 'immediate'}]
    """
    for row in rows:
        plain = {name: value for name, value in row.items() if name != REPEAT}
        yield from [plain] * int(row.get(REPEAT, 1))


def with_key(row: Mapping[str, Any], number: int, table: RecordTable) -> dict[str, Any]:
    """Return a planted row with its force and its key."""
    keys = dict.fromkeys(table.key, f"{table.identifier}-{number}")
    return {"force": PLANTED_FORCE, **keys, **row}


def cell(value: Any, column: RecordColumn) -> Any:
    """Return a value of a YAML file in the type of its column; a month such as `2022-03` is its first day.

    >>> flag = RecordColumn(name="seen", type="flag", meaning="whether it was seen")
    >>> cell(None, flag), cell(False, flag)
    (None, False)
    """
    if value is None or value == "":
        return None
    return READERS.get(column.type, str)(value)


READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "date": lambda value: date.fromisoformat(str(value)),
        "month": lambda value: date.fromisoformat(f"{str(value)[:7]}-01"),
        "moment": lambda value: datetime.fromisoformat(str(value)),
        "whole": int,
        "number": float,
        "money": lambda value: Decimal(str(value)),
        "flag": bool,
    }
)
