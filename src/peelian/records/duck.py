"""The embedded engine: a bounded connection, and files as relations of text."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from peelian.records.unreadable import refuse_repeated_columns, why_unreadable
from peelian.stats.errors import StatsError

FILE_KINDS = (".csv", ".parquet")
MEMORY_LIMIT = "800MB"


def open_engine(memory: str = MEMORY_LIMIT) -> duckdb.DuckDBPyConnection:
    """Return a connection of its own that spills to disk rather than grow beyond its memory, such as `800MB`."""
    engine = duckdb.connect()
    # Its bar would stand between the answers on standard output.
    engine.execute("SET enable_progress_bar = false")
    spill = Path(tempfile.gettempdir()) / f"peelian-spill-{uuid.uuid4().hex}"
    engine.execute(f"SET memory_limit = {quoted_text(memory)}")
    engine.execute(f"SET temp_directory = {quoted_text(str(spill))}")
    return engine


def file_relation(path: Path) -> str:
    """Return the SQL relation of a CSV or Parquet file; every cell of a CSV file is text.

    Raises
    ------
    StatsError
        ``file-not-found`` or ``file-kind``.
    """
    if not path.is_file():
        raise StatsError("file-not-found", f"There is no file {path}. Check the path.", {"file": str(path)})
    kind = path.suffix.lower()
    if kind not in FILE_KINDS:
        raise StatsError(
            "file-kind",
            f"{path.name} is a {kind or 'file without an ending'}. Files are read as {' or '.join(FILE_KINDS)}.",
            {"file": str(path)},
        )
    name = quoted_text(str(path))
    if kind == ".csv":
        return f"read_csv({name}, all_varchar = true, header = true, skip = 0, delim = ',', quote = '\"')"
    return f"read_parquet({name})"


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn what the engine says of a file that it cannot read into a refusal."""
    try:
        yield
    except duckdb.Error as error:
        why = why_unreadable(path, str(error).splitlines()[0])
        raise StatsError(
            "file-unreadable", f"{path.name} cannot be read as a table: {why}", {"file": str(path)}
        ) from error


def column_types(engine: duckdb.DuckDBPyConnection, path: Path) -> dict[str, str]:
    """Return the columns of a file with their types; ``file-unreadable`` where it is no table."""
    relation = file_relation(path)
    if not path.stat().st_size:
        raise StatsError(
            "table-empty", f"{path.name} is empty: it has no header and no row.", {"file": str(path)}
        )
    refuse_repeated_columns(path)
    with reading(path):
        rows = engine.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def quoted_text(text: str) -> str:
    """Return a text literal for SQL."""
    return "'" + text.replace("'", "''") + "'"


def quoted_name(name: str) -> str:
    """Return a column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def refuse_unknown_columns(path: Path, wanted: list[str], there: list[str]) -> None:
    """Refuse columns that the file does not have, all at once."""
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise StatsError(
            "unknown-column",
            f"{path.name} has no column {', '.join(map(repr, unknown))}. Its columns: {', '.join(there)}.",
            {"file": str(path), "columns": unknown, "allowed": there},
        )
