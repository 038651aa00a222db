"""Changing what is stored behind the triggers, as somebody with the database in hand could."""

from __future__ import annotations

import json

from django.db import connection

from peelian.apps.reports.models import Publication
from peelian.rendering.report_value import stored_hash


def alter(table: str, statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_update"')
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_delete"')
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked would hold the table
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(statement, values)


def alter_summary(publication: Publication, *, with_hash: bool = False) -> None:
    """Put other words into the stored content, and its hash beside it where asked."""
    value = json.loads(json.dumps(publication.value))
    value["summary"]["text"] = ["Other words."]
    alter("reports_publication", "UPDATE reports_publication SET value = %s", json.dumps(value))
    if with_hash:
        alter("reports_publication", "UPDATE reports_publication SET content_hash = %s", stored_hash(value))
