"""A run over a folder: it keeps what is finished, says what it cannot check, and loses nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.standards import Standard
from peelian.records.engines import Engine, open_engine
from peelian.records.engines.folders import fingerprint, table_files
from peelian.records.planted import plant
from peelian.records.standards.kept import KeptStandards
from peelian.records.standards.results import StandardResult, force_words
from peelian.records.standards.run import run_standards
from peelian.rules.errors import InvalidValueError

CATALOGUE = load_catalogue()
TODAY = date(2022, 3, 31)
WANTED = [CATALOGUE.standard(name) for name in ("cancelled-by-the-registrar", "flag-links-to-documents")]


@pytest.fixture
def engine() -> Engine:
    return open_engine("duckdb", memory="300MB")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    rows = [{"cancellation_id": f"K{number}", "approved_by_role": "officer"} for number in range(30)]
    plant({"cancellations": rows}, CATALOGUE.record_tables, tmp_path / "records")
    return tmp_path / "records"


def checked(engine: Engine, records: Path, out: Path, told: list[str]) -> tuple[StandardResult, ...]:
    kept = KeptStandards(out, fingerprint(records), engine.name)
    return run_standards(
        engine, engine.tables(records), WANTED, catalogue=CATALOGUE, today=TODAY, kept=kept,
        progress=lambda done, count, name: told.append(f"{done} of {count} {name}"),
    )  # fmt: skip


def test_all_exceptions_are_written_and_the_first_are_shown(
    engine: Engine, records: Path, tmp_path: Path
) -> None:
    told: list[str] = []

    first, second = checked(engine, records, tmp_path / "out", told)

    assert (first.relevant, first.exceptions, len(first.shown), first.state) == (30, 30, 20, "exceptions")
    assert (tmp_path / "out" / first.file).read_text(encoding="utf-8").count("not allowed") == 30
    assert (second.state, second.reason) == (
        "not-run",
        "The records hold no table organised_crime_threats or documents.",
    )
    assert told == ["1 of 2 cancelled-by-the-registrar", "2 of 2 flag-links-to-documents"]


def test_a_second_run_takes_what_the_first_has_finished(
    engine: Engine, records: Path, tmp_path: Path
) -> None:
    first = checked(engine, records, tmp_path / "out", [])[0]
    kept = tmp_path / "out" / "cancelled-by-the-registrar-v1.parquet"
    kept.unlink()  # would be written again, were the standard checked again

    again = checked(engine, records, tmp_path / "out", [])[0]

    assert (again, kept.exists()) == (first, False)


@pytest.mark.parametrize("half", ["", '{"key": "'])
def test_half_a_result_is_checked_again(engine: Engine, records: Path, tmp_path: Path, half: str) -> None:
    first = checked(engine, records, tmp_path / "out", [])[0]
    (tmp_path / "out" / "cancelled-by-the-registrar-v1.json").write_text(half, encoding="utf-8")

    assert checked(engine, records, tmp_path / "out", [])[0] == first


def test_other_records_are_checked_anew(engine: Engine, records: Path, tmp_path: Path) -> None:
    checked(engine, records, tmp_path / "out", [])
    row = {"approved_by_role": "registrar", "approved_by": "P1"}
    plant({"cancellations": [row]}, CATALOGUE.record_tables, records)

    again = checked(engine, records, tmp_path / "out", [])[0]

    assert (again.relevant, again.exceptions, again.state) == (1, 0, "met")


def test_a_column_that_the_records_lack_is_named(engine: Engine, records: Path, tmp_path: Path) -> None:
    path = records / "cancellations.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["approved_by_role"]), path)

    found = checked(engine, records, tmp_path / "out", [])[0]

    assert found.reason == "The table cancellations of these records has no column approved_by_role."


def test_a_cell_that_could_run_as_a_formula_is_written_as_text(engine: Engine, tmp_path: Path) -> None:
    row = {"cancellation_id": "=1+1", "approved_by_role": "officer"}
    plant({"cancellations": [row]}, CATALOGUE.record_tables, tmp_path / "records")

    found = checked(engine, tmp_path / "records", tmp_path / "out", [])[0]

    written = (tmp_path / "out" / found.file).read_text(encoding="utf-8")
    assert (found.shown[0].key, '"\'=1+1"' in written) == ("=1+1", True)


def test_forces_are_kept_apart_where_keys_repeat(engine: Engine, tmp_path: Path) -> None:
    tables = {
        "organised_crime_threats": [
            {"threat_id": "T1", "force": force, "intelligence_flag": True, "flag_document_id": "D1"}
            for force in ("cleveland", "durham")
        ],
        "documents": [{"document_id": "D1", "force": "durham"}],
    }
    plant(tables, CATALOGUE.record_tables, tmp_path)

    found = run_standards(engine, engine.tables(tmp_path), WANTED[1:], catalogue=CATALOGUE, today=TODAY)[0]

    assert [(each.force, each.relevant, each.exceptions) for each in found.forces] == [
        ("cleveland", 1, 1),
        ("durham", 1, 0),
    ]


def test_a_standard_holds_in_the_version_of_its_day() -> None:
    standards: tuple[Standard, ...] = CATALOGUE.standards_on(date(2010, 1, 1))

    assert standards == ()


@pytest.mark.parametrize(
    ("kind", "relevant", "failed", "words"),
    [
        ("coverage", 1000, 1, "99 percent (999 of 1,000)"),
        ("coverage", 8, 5, "38 percent (3 of 8)"),
        ("completeness", 77, 2, "75 of 77"),
        ("recency", 2, 0, "0 exceptions, 2 relevant"),
    ],
)
def test_words_for_a_force(kind: str, relevant: int, failed: int, words: str) -> None:
    assert force_words(kind, relevant, failed) == words


@pytest.mark.parametrize("name", ["sqlserver", "postgres://somewhere", ""])
def test_an_engine_that_is_not_known_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        open_engine(name)

    assert (refused.value.code, "Choose duckdb, spark" in refused.value.message) == ("engine-unknown", True)


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")

    with pytest.raises(InvalidValueError, match="Run 'peelian records check' first"):
        table_files(tmp_path)
    with pytest.raises(InvalidValueError, match="There is no folder"):
        table_files(tmp_path / "absent")


def test_files_of_a_folder_make_one_table(engine: Engine, tmp_path: Path) -> None:
    for number in range(3):
        row = [{"cancellation_id": f"K{number}", "approved_by_role": "officer"}]
        plant({"cancellations": row}, CATALOGUE.record_tables, tmp_path / "parts")
        (tmp_path / "records" / "cancellations").mkdir(parents=True, exist_ok=True)
        (tmp_path / "parts" / "cancellations.parquet").rename(
            tmp_path / "records" / "cancellations" / f"{number}.parquet"
        )

    tables = engine.tables(tmp_path / "records")

    assert engine.collect(tables["cancellations"].count()).as_py() == 3
