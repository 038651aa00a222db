"""Database triggers that keep rows as they were written, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.migrations import RunPython

KEPT_TABLES = (
    "audit_auditevent",
    "judgements_graderecord",
    "measures_measurepublication",
    "reports_publication",
    "returns_return",
    "returns_signoff",
    "reviews_cancellationapproval",
    "reviews_reviewrecord",
)
"""The tables whose rows are kept as they were written, each by a migration that calls `keep_rows`."""

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def _sqlite(table: str, columns: tuple[str, ...]) -> list[str]:
    when = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    guard = f" WHEN {when}" if columns else ""
    return [
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}"{guard} '
        f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are never changed.'); END",
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" '
        f"BEGIN SELECT RAISE(ABORT, 'Rows of {table} are never deleted.'); END",
    ]


def _postgresql(table: str, columns: tuple[str, ...]) -> list[str]:
    when = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
    guard = f" WHEN ({when})" if columns else ""
    refuse = f'"{table}_refuse"'
    return [
        f"CREATE OR REPLACE FUNCTION {refuse}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'Rows of {table} are never changed or deleted.'; END $$",
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" FOR EACH ROW{guard} '
        f"EXECUTE FUNCTION {refuse}()",
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {refuse}()',
        f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION {refuse}()',
    ]


def _dropping(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{table}_no_{act}"' for act in ("update", "delete")]
    drops = [
        f'DROP TRIGGER IF EXISTS "{table}_no_{act}" ON "{table}"' for act in ("update", "delete", "truncate")
    ]
    return [*drops, f'DROP FUNCTION IF EXISTS "{table}_refuse"()']


def _run(statements: Callable[[str], list[str]]) -> Callable[[Any, Any], None]:
    def act(apps: Any, schema_editor: Any) -> None:
        for statement in statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)

    return act


def keep_rows(table: str, *, columns: tuple[str, ...] = ()) -> RunPython:
    """A migration step after which rows of `table` can be added, but neither deleted nor changed.

    With `columns`, only changes of those columns are refused; the others may still change.
    """

    def statements(vendor: str) -> list[str]:
        return _sqlite(table, columns) if vendor == "sqlite" else _postgresql(table, columns)

    return RunPython(_run(statements), _run(lambda vendor: _dropping(vendor, table)))


def missing_triggers() -> list[str]:
    """The triggers of kept tables that the database does not hold, or has switched off, in order."""
    acts = ("update", "delete", *(("truncate",) if connection.vendor == "postgresql" else ()))
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS[connection.vendor])
        found = {str(name) for (name,) in cursor.fetchall()}
    return [name for table in KEPT_TABLES for act in acts if (name := f"{table}_no_{act}") not in found]
