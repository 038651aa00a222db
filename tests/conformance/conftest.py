"""The engines, each opened once for the whole run."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.records.engines import Engine, open_engine

WARNINGS_OF_PARTS = ("DeprecationWarning", "FutureWarning", "ResourceWarning", "pandas.errors.Pandas4Warning")
"""PySpark 3.5 calls distutils and older options of pandas, and leaves its sockets to be collected."""


@pytest.fixture(scope="session")
def duckdb_engine() -> Iterator[Engine]:
    engine = open_engine("duckdb", memory="500MB")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def spark_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Spark starts slowly, so that every test of it runs in one worker and shares one session."""
    folder: Path = tmp_path_factory.mktemp("spark")
    engine = open_engine("spark", memory="700MB", spill_folder=folder)
    yield engine
    engine.close()
    gc.collect()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for Spark can be left out of a quick run, and does not answer for what its parts warn of."""
    for test in items:
        if "spark_engine" in getattr(test, "fixturenames", ()):
            test.add_marker(pytest.mark.spark)
            for warning in WARNINGS_OF_PARTS:
                test.add_marker(pytest.mark.filterwarnings(f"ignore::{warning}"))
