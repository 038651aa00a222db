"""Full-text search on the database in use: FTS5 on SQLite, a text search vector on PostgreSQL.

Both find the rows that hold every word of at least one of several texts, in whatever order and case. A word of three
letters or more finds the words that begin with it, so that "investigation" finds "investigations".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, Value

OFTEN = 1_000
"""From so many hits on, SQLite goes through the rows in the order of the list, instead of sorting all the hits."""
DENSE = 0.5
"""Where at least this share of the first rows are hits, each row of a page is looked up instead of listing all hits."""
SHORTEST_START = 3
BEGINNINGS = "3 4 5 6 7 8 9 10"
"""Letters of the beginnings that SQLite keeps beside the words: to look one up there takes no merging of words."""

VECTOR = "word_vector"
"""The column with the words of a row on PostgreSQL, which makes it from the row's texts whenever these change."""
_VECTOR_OF_ROW = "to_tsvector('simple', regexp_replace(title || ' ' || text, '[^[:alnum:]]+', ' ', 'g'))"


def words_of(text: str) -> list[str]:
    """The words of a search text, without signs."""
    return re.findall(r"\w+", text)


@dataclass(frozen=True)
class _Hits:
    """The first hits of a search, no more than tell how to go on: how many, and over how many rows they lie."""

    number: int = 0
    rows: int = 0

    @property
    def often(self) -> bool:
        return self.number >= OFTEN

    @property
    def dense(self) -> bool:
        return self.often and self.number >= DENSE * self.rows


@dataclass(frozen=True)
class WordIndex:
    """The words of the columns `title` and `text` of a table.

    Attributes
    ----------
    name
        Of the index; on SQLite that of the FTS5 table, whose rows carry the row numbers of the table.
    table
        That is searched.
    """

    name: str
    table: str

    def holds(self, texts: Sequence[str]) -> Func | Value:
        """The condition that a row holds every word of any of the texts; without any word nothing holds it."""
        wordings = [words for words in map(words_of, texts) if words]
        if not wordings:
            return Value(False)
        written = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
        query = written.either.join(
            f"({written.both.join(_start(word, written) for word in words)})" for words in wordings
        )
        return _Holds(self, query, self._hits(query) if connection.vendor == "sqlite" else _Hits())

    def _hits(self, query: str) -> _Hits:
        found = f"SELECT rowid FROM {self.name} WHERE {self.name} MATCH %s LIMIT {OFTEN}"  # noqa: S608
        looked_at = f"SELECT COUNT(*), COALESCE(MAX(rowid) - MIN(rowid) + 1, 0) FROM ({found})"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(looked_at, [query])
            return _Hits(*cursor.fetchone())

    def make(self, using: BaseDatabaseWrapper) -> None:
        """Make what is missing of the index; nothing where the table itself is not made yet.

        Run after every migration: SQLite changes a table by making it anew, drops its triggers on the way, and may
        number its rows anew. There the index is therefore made and filled again each time.
        """
        with using.cursor() as cursor:
            if self.table not in using.introspection.table_names(cursor):
                return
            if using.vendor == "postgresql":
                cursor.execute(
                    f"ALTER TABLE {self.table} ADD COLUMN IF NOT EXISTS {VECTOR} tsvector "
                    f"GENERATED ALWAYS AS ({_VECTOR_OF_ROW}) STORED"
                )
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {self.name} ON {self.table} USING gin ({VECTOR})")
                return
            cursor.execute(f"DROP TABLE IF EXISTS {self.name}")
            cursor.execute(
                f"CREATE VIRTUAL TABLE {self.name} USING fts5(title, text, content='{self.table}', "
                f"content_rowid='rowid', tokenize='unicode61 remove_diacritics 2', prefix='{BEGINNINGS}')"
            )
            for act, body in _TRIGGERS.items():
                statements = " ".join(_STATEMENTS[part].format(name=self.name) for part in body)
                moment = f"{act.upper()} OF title, text" if act == "update" else act.upper()
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {self.name}_on_{act} AFTER {moment} ON {self.table} "
                    f"BEGIN {statements} END"
                )
            cursor.execute(f"INSERT INTO {self.name}({self.name}) VALUES ('rebuild')")  # noqa: S608


_TRIGGERS = {"insert": ("add",), "delete": ("remove",), "update": ("remove", "add")}
_STATEMENTS = {
    "add": "INSERT INTO {name}(rowid, title, text) VALUES (new.rowid, new.title, new.text);",
    "remove": "INSERT INTO {name}({name}, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);",
}


@dataclass(frozen=True)
class _Language:
    """How a database writes a search: a word, a word that may go on, all of them, and either of two."""

    word: str
    start: str
    both: str
    either: str


_SQLITE = _Language('"{}"', '"{}" *', " AND ", " OR ")
_POSTGRESQL = _Language("{}", "{}:*", " & ", " | ")


def _start(word: str, written: _Language) -> str:
    form = written.start if len(word) >= SHORTEST_START else written.word
    return form.format(word)


class _Holds(Func):
    """The condition in the language of the database, on whatever alias the table has in the query."""

    output_field = BooleanField()

    def __init__(self, index: WordIndex, query: str, hits: _Hits) -> None:
        super().__init__(F("pk"))
        self.index, self.query, self.hits = index, query, hits

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, tuple[str | int, ...]]:
        name, row = self.index.name, f"{self._alias(compiler)}.rowid"
        found = f"SELECT rowid FROM {name} WHERE {name} MATCH %s"  # noqa: S608
        if self.hits.dense and compiler.query.is_sliced:
            return f"EXISTS ({found} AND {name}.rowid = {row})", (self.query,)
        # The sign keeps SQLite from sorting all hits where walking through the list finds a page of them sooner.
        return f"{'+' if self.hits.often else ''}{row} IN ({found})", (self.query,)

    def as_postgresql(
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        return f"{self._alias(compiler)}.{VECTOR} @@ to_tsquery('simple', %s)", (self.query,)

    def _alias(self, compiler: Any) -> str:
        column, _ = compiler.compile(self.get_source_expressions()[0])
        alias: str = column.rpartition(".")[0]
        return alias
