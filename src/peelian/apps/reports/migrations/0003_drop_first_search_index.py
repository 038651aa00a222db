"""Drop the first index of public search: `WordIndex` makes its own after each migration."""

from typing import Any

from django.db import migrations

SQLITE = (
    "DROP TRIGGER IF EXISTS reports_search_added",
    "DROP TRIGGER IF EXISTS reports_search_removed",
    "DROP TRIGGER IF EXISTS reports_search_changed",
    "DROP TABLE IF EXISTS reports_search",
)
POSTGRESQL = ("DROP INDEX IF EXISTS reports_search",)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_search_and_frozen_publications")]

    operations = [migrations.RunPython(drop, migrations.RunPython.noop)]
