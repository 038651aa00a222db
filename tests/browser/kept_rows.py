"""Emptying the database after a journey, although its triggers keep the rows of the log and of publications."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

KEPT = ("_no_update", "_no_delete", "_no_truncate")


@contextmanager
def rows_released() -> Iterator[None]:
    """Lift the triggers that refuse update and delete, and put them back as they were."""
    lift, restore = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in lift:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in restore:
                cursor.execute(statement)


def _sqlite() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        kept = [(name, sql) for name, sql in cursor.fetchall() if name.endswith(KEPT)]
    return [f'DROP TRIGGER "{name}"' for name, _ in kept], [sql for _, sql in kept]


def _postgresql() -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname"
        )
        kept = [(table, name) for table, name in cursor.fetchall() if name.endswith(KEPT)]
    return (
        [f'ALTER TABLE {table} DISABLE TRIGGER "{name}"' for table, name in kept],
        [f'ALTER TABLE {table} ENABLE TRIGGER "{name}"' for table, name in kept],
    )
