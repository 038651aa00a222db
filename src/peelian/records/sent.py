"""Which columns of the dictionary the forces sent.

An accepted file holds the columns that its extract had, and names in its footer those that it did not have. Beside
the files of a table lies one without rows that has every column, so that whoever reads the folder finds the
whole table. A column that was not sent then looks like one that is blank in every row; what needs such a
column is left out rather than worked out from blanks.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from peelian.catalogue.record_tables import RecordTable
from peelian.records.duck import quoted_text
from peelian.records.engines.folders import table_files
from peelian.records.schema import SQL_TYPES

if TYPE_CHECKING:
    import duckdb

NOT_SENT = "peelian-not-sent"
"""The entry of a footer that lists the columns that the extract did not have."""
ALL_COLUMNS = "000-all-columns.parquet"
"""The file without rows; it comes first by its name, since some readers take the columns from the first file."""
MOST_WORDS = 1000
"""A column with more different values in a part of a file gets no dictionary: one that is given up costs."""
FORCE = "force"
NO_TABLE = "The records hold no table"
"""How the reason begins where nothing of a table was sent at all."""
Needs = Iterable[tuple[str, str]]
"""Tables with one of their columns each."""


@dataclass(frozen=True)
class Unsent:
    """The columns of each table that no file of it has, and those that the files of some forces lack.

    A force of whose files one lacks a column counts as not having sent it: the rows of that file would
    be taken for blank ones.
    """

    everywhere: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_force: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)

    def reason(self, needs: Needs) -> str:
        """Say which of the columns that are needed nobody sent; nothing where there is none."""
        return _reason((table, name) for table, name in needs if name in self.everywhere.get(table, ()))

    def reasons_by_force(self, needs: Needs) -> dict[str, str]:
        """Say for each force which of the columns that are needed it did not send, where other forces did."""
        lost: dict[str, list[tuple[str, str]]] = {}
        for table, name in needs:
            for force in self.by_force.get(table, {}).get(name, ()):
                lost.setdefault(force, []).append((table, name))
        return {force: _reason(lost[force]) for force in sorted(lost)}


NOTHING_UNSENT = Unsent()


def parquet_form(absent: Collection[str]) -> str:
    """Return how the engine is to write Parquet that names the columns its extract did not have."""
    named = f"KV_METADATA {{'{NOT_SENT}': {quoted_text(json.dumps(list(absent)))}}}"
    return f"FORMAT parquet, DICTIONARY_SIZE_LIMIT {MOST_WORDS}, {named}"


def write_all_columns(engine: duckdb.DuckDBPyConnection, table: RecordTable, out: Path) -> None:
    """Write a file without rows that has every column of a table with its type."""
    columns = ", ".join(f"CAST(NULL AS {SQL_TYPES[each.type]}) AS {each.name}" for each in table.columns)
    engine.execute(f"COPY (SELECT {columns} WHERE false) TO {quoted_text(str(out))} (FORMAT parquet)")


def unsent_columns(folder: Path) -> Unsent:
    """Return what the accepted files of a folder lack.

    Only footers are read; where the files of one table differ, also the column that names the force.
    Files that no check has written name nothing and count as whole.
    """
    everywhere: dict[str, frozenset[str]] = {}
    by_force: dict[str, dict[str, frozenset[str]]] = {}
    for table, files in table_files(folder).items():
        absent = {path: names for path in files if (names := _absent(path)) is not None}
        common = frozenset.intersection(*absent.values()) if absent else frozenset()
        everywhere[table] = common
        for path, names in absent.items():
            forces = _forces(path) if names - common else frozenset()
            for name in names - common:
                held = by_force.setdefault(table, {})
                held[name] = held.get(name, frozenset()) | forces
    return Unsent(everywhere, by_force)


def columns_on(path: str, table: str, schema: Mapping[str, RecordTable]) -> Iterator[tuple[str, str]]:
    """Yield each table and column on the way of a path, those behind references too."""
    for name in path.split("."):
        yield table, name
        table = next((each.table or "" for each in schema[table].columns if each.name == name), "")
        if table not in schema:
            return


def _reason(lost: Needs) -> str:
    named = sorted({f"{table}.{name}" for table, name in lost})
    if not named:
        return ""
    if len(named) == 1:
        return f"The column {named[0]} was not sent."
    return f"The columns {', '.join(named[:-1])} and {named[-1]} were not sent."


def _absent(path: Path) -> frozenset[str] | None:
    """The columns that a file names as not sent; None of a file without rows, which tells of no extract."""
    import pyarrow.parquet as pq

    footer = pq.read_metadata(path)
    if not footer.num_rows:
        return None
    held = footer.metadata or {}
    return frozenset(json.loads(held.get(NOT_SENT.encode(), b"[]")))


def _forces(path: Path) -> frozenset[str]:
    """The forces of one file, read in pieces."""
    import pyarrow.parquet as pq

    found: set[str] = set()
    for batch in pq.ParquetFile(path).iter_batches(columns=[FORCE]):
        found |= set(batch.column(0).unique().to_pylist())
    return frozenset(force for force in found if force)
