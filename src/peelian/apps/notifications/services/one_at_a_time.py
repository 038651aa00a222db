"""One tick at a time on one database, without a trace of a tick that was killed."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ADVISORY_LOCK = 0x5065656C
"""The number by which ticks know one another in PostgreSQL."""


@contextmanager
def one_at_a_time() -> Iterator[bool]:
    """Hold the right to tick; yields False where another tick has it.

    The lock belongs to the process (a locked file beside SQLite, an advisory lock in PostgreSQL), so that it ends with
    the process, however that ends. Whoever holds it knows that no other tick is sending anything.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock() as held:
            yield held
    else:
        with _locked_file(Path(str(connection.settings_dict["NAME"]))) as held:
            yield held


@contextmanager
def _advisory_lock() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_LOCK])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])


@contextmanager
def _locked_file(database: Path) -> Iterator[bool]:
    if (
        not database.parent.is_dir() or not database.exists()
    ):  # a database in memory belongs to one process anyway
        yield True
        return
    with database.with_name(f"{database.name}.tick-lock").open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
