"""Where expressions are computed: in this process by DuckDB, or on a cluster by Spark.

Nothing above this folder knows which engine runs. An engine gives the tables of a folder,
collects the answer of an expression, and writes one to Parquet.

>>> open_engine("DuckDB").name
'duckdb'
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from peelian.rules.errors import InvalidValueError

if TYPE_CHECKING:
    import pyarrow as pa

EMBEDDED, CLUSTER = "duckdb", "spark"
MASTERS = ("spark://", "local", "yarn", "k8s://", "sc://")
DEFAULT_MEMORY = "2GB"


class Engine(Protocol):
    """A place where expressions run. Every moment that it gives is in Coordinated Universal Time."""

    name: str

    def tables(self, folder: Path) -> Mapping[str, Any]:
        """Return the tables of a folder: `<table>.parquet`, or the files in `<table>/`."""

    def collect(self, expression: Any) -> pa.Table:
        """Compute an expression and bring its rows here."""

    def write(self, expression: Any, path: Path) -> None:
        """Compute an expression into Parquet at a path, whatever its size."""

    def hold(self, expression: Any) -> Any:
        """Compute an expression once, for several others that start from it."""

    def hold_told_apart(self, expression: Any, key: Sequence[str]) -> tuple[Any, list[str]]:
        """Hold rows, and name the columns by which joins tell them apart best: their key, or a number given here."""

    def let_go(self) -> None:
        """Forget what is held."""

    def close(self) -> None:
        """Give back what the engine holds."""


def open_engine(
    name_or_url: str = EMBEDDED, *, memory: str = DEFAULT_MEMORY, spill_folder: Path | None = None
) -> Engine:
    """Open an engine.

    Parameters
    ----------
    name_or_url
        `duckdb`, `spark` for one machine, or the address of a Spark: `spark://host:7077`,
        `yarn`, `k8s://...`, or `sc://host:15002` for Spark Connect.
    memory
        How much the engine may hold before it spills to disk, such as `2GB`.
    spill_folder
        Where it spills; a folder of the system for temporary files where none is named.

    Raises
    ------
    InvalidValueError
        `engine-unknown`, or `engine-not-installed` where its packages are missing.
    """
    asked = name_or_url.strip()
    spill = spill_folder or Path(tempfile.gettempdir())
    if asked.lower() == EMBEDDED:
        _need("duckdb", "ibis")
        from peelian.records.engines.duckdb import DuckDBEngine

        return DuckDBEngine(memory=memory, spill_folder=spill)
    if asked.lower() == CLUSTER or asked.startswith(MASTERS):
        _need("pyspark", "ibis")
        from peelian.records.engines.spark import SparkEngine

        return SparkEngine(
            "local[*]" if asked.lower() == CLUSTER else asked, memory=memory, spill_folder=spill
        )
    raise InvalidValueError(
        "engine-unknown",
        f"There is no engine '{name_or_url}'. Choose duckdb, spark, or the address of a Spark such as "
        "spark://host:7077 or sc://host:15002.",
        {"engine": name_or_url},
    )


def _need(*packages: str) -> None:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise InvalidValueError(
            "engine-not-installed",
            f"The engine needs {' and '.join(missing)}, which this installation lacks. "
            "Install them beside Peelian; docs/operations/records-on-a-cluster.md says how.",
            {"packages": missing},
        )
