"""What one more small file costs: statements of the engine, and rows looked at for the header."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from peelian.records.duck import open_engine
from peelian.records.intake import text_files
from peelian.records.intake.sources import recognise
from tests.records.intake.making import HEADER, checked, good_rows, lines


class CountingEngine:
    """The engine, with a count of the statements that it is given."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine
        self.statements = 0

    def execute(self, *given: Any) -> duckdb.DuckDBPyConnection:
        self.statements += 1
        return self._engine.execute(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def __enter__(self) -> "CountingEngine":
        return self

    def __exit__(self, *given: object) -> None:
        self._engine.close()


def write_files(folder: Path, files: int) -> None:
    folder.mkdir()
    for number in range(files):
        rows = good_rows(4, first=10 * number + 1)
        (folder / f"incidents-{number:03}.csv").write_text(lines(*rows), encoding="utf-8")


def test_a_sound_file_takes_four_statements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened: list[CountingEngine] = []

    def counting(memory: str) -> CountingEngine:
        opened.append(CountingEngine(open_engine(memory)))
        return opened[-1]

    monkeypatch.setattr("peelian.records.intake.check.open_engine", counting)
    for files in (2, 12):
        write_files(tmp_path / str(files), files)
        assert checked(tmp_path / str(files)).accepted == 4 * files

    assert (opened[1].statements - opened[0].statements) / 10 == 4


def test_a_header_that_is_known_whole_is_looked_at_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    looked_at: list[list[str]] = []

    def counting(file: str, header: Any, catalogue: Any) -> Any:
        looked_at.append(list(header))
        return recognise(file, header, catalogue)

    monkeypatch.setattr(text_files, "recognise", counting)
    write_files(tmp_path / "in", 1)

    assert checked(tmp_path / "in").accepted == 4
    assert looked_at == [HEADER.split(",")]


def test_a_line_that_no_delimiter_parts_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    looked_at: list[tuple[str, ...]] = []

    def counting(file: str, header: Any, catalogue: Any) -> Any:
        looked_at.append(tuple(header))
        return recognise(file, header, catalogue)

    monkeypatch.setattr(text_files, "recognise", counting)
    (tmp_path / "words.csv").write_text("one\ntwo\nthree\n", encoding="utf-8")
    checked(tmp_path)

    assert looked_at == [("one",), ("two",), ("three",)]
