"""Conditions on rows in plain Python: slow, short, and written apart from the engines.

A table is a list of dicts with typed cells; a blank is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from peelian.catalogue.conditions import Condition, Operand
from peelian.catalogue.record_tables import RecordTable
from peelian.records.planted import cell, repeated, with_key

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")
Row = dict[str, Any]


class World:
    """All the planted tables, the schema and the day."""

    def __init__(
        self,
        records: Mapping[str, Sequence[Mapping[str, Any]]],
        schema: Mapping[str, RecordTable],
        today: date,
    ) -> None:
        self.schema, self.today = schema, today
        self.tables: dict[str, list[Row]] = {
            name: [self._typed(name, row, number) for number, row in enumerate(repeated(rows), start=1)]
            for name, rows in records.items()
        }

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def value(self, table: str, row: Row, path: str) -> Any:
        """The cell at a path; None where a reference leads nowhere."""
        name, _, rest = path.partition(".")
        if not rest:
            return row[name]
        target = str(self.schema[table].column(name).table)
        key = self.schema[target].key[0]
        for other in self.rows(target):
            if other["force"] == row["force"] and row[name] is not None and other[key] == row[name]:
                return self.value(target, other, rest)
        return None

    def blank(self, table: str, row: Row, path: str) -> bool:
        value = self.value(table, row, path)
        return value is None or (isinstance(value, str) and not value.strip())

    def meets(self, table: str, row: Row, conditions: Iterable[Condition]) -> bool:
        return all(self._meets_one(table, row, condition) for condition in conditions)

    def key(self, table: str, row: Row) -> str:
        return " / ".join(str(row[name]) for name in self.schema[table].key)

    def _typed(self, name: str, row: Mapping[str, Any], number: int) -> Row:
        table = self.schema[name]
        whole = with_key(row, number, table)
        return {column.name: cell(whole.get(column.name), column) for column in table.columns}

    def _meets_one(self, table: str, row: Row, condition: Condition) -> bool:
        if condition.any_of:
            return any(self.meets(table, row, choice) for choice in condition.any_of)
        if condition.span is not None:
            seen = self._span(table, row, condition.span.ends, condition.span.unit)
        else:
            seen = self.value(table, row, str(condition.column))
        return all(self._passes(table, row, seen, name, value) for name, value in condition.tests)

    def _span(self, table: str, row: Row, ends: tuple[str, str], unit: str) -> float | None:
        start, end = (self.today if each == "today" else self.value(table, row, each) for each in ends)
        if start is None or end is None:
            return None
        seconds = apart(start, end).total_seconds()
        return seconds / {"minutes": 60, "hours": 3600, "days": 86400}[unit]

    def _passes(self, table: str, row: Row, seen: Any, name: str, value: Any) -> bool:
        empty = seen is None or (isinstance(seen, str) and not seen.strip())
        if name == "missing":
            return empty == value
        if name == "present":
            return empty != value
        if name in ("one_of", "none_of"):
            return not empty and (seen in [like(seen, each) for each in value]) == (name == "one_of")
        wanted = self._wanted(table, row, seen, value)
        if seen is None or wanted is None or (empty and name == "not_equals"):
            return False
        if isinstance(seen, datetime) != isinstance(wanted, datetime) and isinstance(seen, date):
            seen, wanted = moment(seen), moment(wanted)
        return {
            "equals": seen == wanted,
            "not_equals": seen != wanted,
            "at_least": name == "at_least" and seen >= wanted,
            "at_most": name == "at_most" and seen <= wanted,
            "more_than": name == "more_than" and seen > wanted,
            "less_than": name == "less_than" and seen < wanted,
            "before": name == "before" and seen < wanted,
            "after": name == "after" and seen > wanted,
        }[name]

    def _wanted(self, table: str, row: Row, seen: Any, value: Any) -> Any:
        if not isinstance(value, Operand):
            return like(seen, value)
        if value.column is not None:
            return self.value(table, row, value.column)
        return months_later(self.today, -value.less.months) - timedelta(days=value.less.days)


def like(seen: Any, value: Any) -> Any:
    """A value of the catalogue in the type of the cell."""
    if isinstance(seen, datetime):
        return datetime.fromisoformat(str(value))
    if isinstance(seen, date):
        return date.fromisoformat(str(value))
    return str(value) if isinstance(seen, str) else value


def moment(value: date) -> datetime:
    """A date stands for its first instant in London."""
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(), LONDON).astimezone(UTC).replace(tzinfo=None)


def apart(start: date, end: date) -> timedelta:
    """The time between two moments; where one of two is a date, by the clock of London from or to its midnight."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end - start
    return shown(end) - shown(start)


def shown(value: date) -> datetime:
    """What the clock of London shows at a moment; a date stands for its midnight."""
    return london_clock(value) if isinstance(value, datetime) else datetime.combine(value, time())


def london_day(value: date | None) -> date | None:
    """The date in London of a moment in Coordinated Universal Time."""
    return london_clock(value).date() if isinstance(value, datetime) else value


def london_clock(value: datetime) -> datetime:
    """What the clock of London shows at a moment in Coordinated Universal Time."""
    return value.replace(tzinfo=UTC).astimezone(LONDON).replace(tzinfo=None)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")
