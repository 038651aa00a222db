"""The index that public search uses, and triggers that keep publications as they were."""

from collections.abc import Callable
from typing import Any

from django.db import migrations

from peelian.apps.audit.triggers import keep_rows

SQLITE = (
    "CREATE VIRTUAL TABLE reports_search USING fts5("
    "title, text, content='reports_searchentry', content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER reports_search_added AFTER INSERT ON reports_searchentry BEGIN "
    "INSERT INTO reports_search(rowid, title, text) VALUES (new.id, new.title, new.text); END",
    "CREATE TRIGGER reports_search_removed AFTER DELETE ON reports_searchentry BEGIN "
    "INSERT INTO reports_search(reports_search, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); END",
    "CREATE TRIGGER reports_search_changed AFTER UPDATE ON reports_searchentry BEGIN "
    "INSERT INTO reports_search(reports_search, rowid, title, text) "
    "VALUES ('delete', old.id, old.title, old.text); "
    "INSERT INTO reports_search(rowid, title, text) VALUES (new.id, new.title, new.text); END",
)
SQLITE_BACK = (
    "DROP TRIGGER reports_search_added",
    "DROP TRIGGER reports_search_removed",
    "DROP TRIGGER reports_search_changed",
    "DROP TABLE reports_search",
)
POSTGRESQL = (
    "CREATE INDEX reports_search ON reports_searchentry USING gin (to_tsvector('simple', title || ' ' || text))",
)
POSTGRESQL_BACK = ("DROP INDEX reports_search",)


def running(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> Callable[[Any, Any], None]:
    def run(apps: Any, schema_editor: Any) -> None:
        statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
        for statement in statements:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunPython(running(SQLITE, POSTGRESQL), running(SQLITE_BACK, POSTGRESQL_BACK)),
        keep_rows("reports_publication"),
    ]
