"""The embedded engine: DuckDB in this process, which spills to disk rather than outgrow its memory."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis

from peelian.records.engines.folders import OpenedOnDemand, table_files

NUMBER = "row_told_apart"


class DuckDBEngine:
    """Reads Parquet where it lies and keeps nothing but what an answer needs.

    Parameters
    ----------
    memory
        The most that it holds before it spills.
    spill_folder
        Where it makes a folder of its own to spill into, which goes when it is closed.
    """

    name = "duckdb"

    def __init__(self, *, memory: str, spill_folder: Path) -> None:
        self._held: list[str] = []
        self._spill = spill_folder / f"peelian-spill-{uuid.uuid4().hex}"
        self._connection = ibis.duckdb.connect(memory_limit=memory, temp_directory=str(self._spill))
        self._connection.raw_sql("SET TimeZone = 'UTC'")
        # Its bar would stand between the answers on standard output.
        self._connection.raw_sql("SET enable_progress_bar = false")

    def tables(self, folder: Path) -> Mapping[str, Any]:
        """Return the tables of a folder."""
        return OpenedOnDemand(table_files(folder), self._read)

    def collect(self, expression: Any) -> Any:
        """Compute an expression and bring its rows here."""
        return self._connection.to_pyarrow(expression)

    def write(self, expression: Any, path: Path) -> None:
        """Compute an expression into one Parquet file."""
        self._connection.to_parquet(expression, str(path))

    def hold(self, expression: Any) -> Any:
        """Compute an expression into a table that goes when it is let go, spilled where it is large."""
        name = f"held_{len(self._held)}"
        self._connection.raw_sql(f"CREATE TEMP TABLE {name} AS {self._connection.compile(expression)}")
        self._held.append(name)
        return self._connection.table(name)

    def hold_told_apart(self, expression: Any, key: Sequence[str]) -> tuple[Any, list[str]]:
        """Hold rows and tell their numbers: to join and group by numbers takes half the work of doing so by texts."""
        held = self.hold(expression).get_name()
        view = f"{held}_numbered"
        self._connection.raw_sql(
            f"CREATE OR REPLACE TEMP VIEW {view} AS SELECT *, rowid AS {NUMBER} FROM {held}"
        )
        return self._connection.table(view), [NUMBER]

    def let_go(self) -> None:
        """Drop the tables that are held."""
        while self._held:
            self._connection.raw_sql(f"DROP TABLE {self._held.pop()}")

    def close(self) -> None:
        """Close the connection and remove what was spilled."""
        self._connection.disconnect()
        shutil.rmtree(self._spill, ignore_errors=True)

    def _read(self, files: tuple[Path, ...]) -> Any:
        paths = [str(path) for path in files]
        return in_universal_time(self._connection.read_parquet(paths, union_by_name=len(paths) > 1))


def in_universal_time(table: Any) -> Any:
    """Return a table whose moments say Coordinated Universal Time without naming a zone, as Spark gives them."""
    zoned = [name for name, kind in table.schema().items() if kind.is_timestamp() and kind.timezone]
    return table.mutate({name: table[name].cast("timestamp") for name in zoned}) if zoned else table
