"""Writing very many rows, and leaving alone those that stand already."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models


def insert_new(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as plain values; a row whose key stands already is left out.

    Objects of the model would cost ten times as much: a tick after a pause writes several rows for each of a hundred
    thousand clocks.
    """
    quote = connection.ops.quote_name
    fields = [model._meta.get_field(name) for name in columns]
    names = ", ".join(quote(str(field.column)) for field in fields)  # type: ignore[union-attr]
    places = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places}) "  # noqa: S608  (names of the model)
        "ON CONFLICT DO NOTHING"
    )
    plain = _Plain()
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[plain.of(value) for value in row] for row in rows])


class _Plain:
    """Values as the database takes them without knowing their fields; days and people come again and again."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}

    def of(self, value: Any) -> Any:
        """The plain value."""
        if value.__class__ in (str, bool, int) or value is None:
            return value
        if isinstance(value, list):
            return json.dumps(value)
        if value not in self._known:
            self._known[value] = _adapted(value)
        return self._known[value]


def _adapted(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
