"""Full-text search on the database in use: FTS5 on SQLite, a text search vector on PostgreSQL.

Both find the entries that hold every word of at least one of several texts, in whatever order and case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from peelian.apps.reports.models import SearchEntry

VECTOR = "to_tsvector('simple', title || ' ' || text)"
"""The indexed expression on PostgreSQL; the query repeats it word for word so that the index is used."""


def words_of(text: str) -> list[str]:
    """The words of a search text, without signs."""
    return re.findall(r"\w+", text)


def entries_matching(texts: Sequence[str]) -> QuerySet[SearchEntry]:
    """Entries that hold every word of any of the texts."""
    wordings = [words for words in map(words_of, texts) if words]
    if not wordings:
        return SearchEntry.objects.none()
    found = _postgresql(wordings) if connection.vendor == "postgresql" else _sqlite(wordings)
    return SearchEntry.objects.filter(pk__in=found)


def _sqlite(wordings: list[list[str]]) -> RawSQL:
    query = " OR ".join("(" + " AND ".join(f'"{word}"' for word in words) + ")" for words in wordings)
    return RawSQL("SELECT rowid FROM reports_search WHERE reports_search MATCH %s", [query])


def _postgresql(wordings: list[list[str]]) -> RawSQL:
    query = " || ".join(["plainto_tsquery('simple', %s)"] * len(wordings))
    return RawSQL(  # noqa: S611
        f"SELECT id FROM reports_searchentry WHERE {VECTOR} @@ ({query})",  # noqa: S608
        [" ".join(words) for words in wordings],
    )
