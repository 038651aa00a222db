"""An empty SQLite database with every migration applied, kept from run to run.

Applying all migrations takes longer than most tests. What they make depends on the files named in `SOURCES` alone, so
that the kept database is named after their content; when one of them changes, it is made anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "tests" / "databases"
SOURCES = ("src/peelian/apps/*/migrations/*.py", "src/peelian/apps/audit/triggers.py", "requirements/*.txt")


@contextmanager
def filled_beforehand() -> Iterator[Callable[[], None]]:
    """Within it the test database finds its tables in place; what it yields keeps them for the next run.

    Only a database in memory is filled. The migrations are applied in the ordinary way afterwards: after a database was
    kept there is nothing left to apply.
    """
    if connection.vendor != "sqlite" or not connection.creation.is_in_memory_db(_name()):
        yield lambda: None
        return
    kept = FOLDER / f"{_content_name()}.sqlite3"
    with closing(sqlite3.connect(_name(), uri=True)) as memory:
        if kept.exists():
            with closing(sqlite3.connect(kept)) as source:
                source.backup(memory)
        yield lambda: None if kept.exists() else _keep(memory, kept)


def _name() -> str:
    return str(connection.creation._get_test_db_name())


def _content_name() -> str:
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _keep(memory: sqlite3.Connection, kept: Path) -> None:
    """Write the database beside its place and move it there, so that nobody reads half of it."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    for earlier in kept.parent.glob("*.sqlite3"):
        earlier.unlink(missing_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")
    with closing(sqlite3.connect(part)) as target:
        memory.backup(target)
    part.replace(kept)
