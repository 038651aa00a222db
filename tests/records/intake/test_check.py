"""A whole check: what is accepted, what is kept apart and why, and that nothing is lost on the way."""

import csv
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow.dataset import dataset

from peelian.catalogue import load_catalogue
from peelian.records.engines import open_engine
from peelian.records.intake import check_folder
from peelian.rules.errors import InvalidValueError
from tests.records.intake.making import GOOD, HEADER, TODAY, checked, good_rows, lines, told, values


def test_sound_rows_are_accepted_typed(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "incidents.csv").write_text(lines(*good_rows(3)), encoding="utf-8")

    report = checked(tmp_path / "in", tmp_path / "out")

    assert (report.rows, report.accepted, report.rejected, report.sound) == (3, 3, 0, True)
    accepted = tmp_path / "out" / "accepted" / "incidents" / "incidents.csv.parquet"
    assert values(accepted, "incident_id, force, opened_at, domestic_abuse, target_minutes") == [
        (f"I{n}", "cleveland", datetime(2022, 3, n + 1, 10), True, 15) for n in (1, 2, 3)
    ]


def test_a_column_that_was_not_sent_is_not_written(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(1)), encoding="utf-8")

    checked(tmp_path, tmp_path / "out")

    written = pq.read_schema(tmp_path / "out" / "accepted" / "incidents" / "incidents.csv.parquet")
    assert sorted(written.names) == sorted(HEADER.split(","))


@pytest.mark.parametrize("engine_name", ["duckdb", "dataset"])
def test_the_accepted_folder_has_every_column_of_the_table_with_its_type(tmp_path: Path, engine_name: str):
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(1)), encoding="utf-8")
    (tmp_path / "incidents-more.csv").write_text(
        lines(
            "I9,surrey,2022-03-02T10:00:00Z,2022-03-02T11:00:00Z",
            header="incident_id,force,opened_at,closed_at",
        ),
        encoding="utf-8",
    )

    checked(tmp_path, tmp_path / "out")

    folder = tmp_path / "out" / "accepted" / "incidents"
    if engine_name == "duckdb":
        engine = open_engine()
        read = engine.collect(engine.tables(folder.parent)["incidents"])
        engine.close()
    else:
        read = dataset(folder).to_table()
    table = load_catalogue().record_tables["incidents"]
    assert read.schema.names == list(table.column_names)
    assert read.schema.field("latitude").type == pa.float64()
    assert sorted(zip(read["incident_id"].to_pylist(), read["closed_at"].to_pylist(), strict=True)) == [
        ("I1", None),
        ("I9", datetime(2022, 3, 2, 11)),
    ]


def test_rows_that_are_not_sound_are_kept_apart_as_they_stand_with_their_reasons(tmp_path: Path):
    rows = [
        *good_rows(1),
        "I2,cleveland,2062-01-01T00:00:00Z,soon,true,15",
        "I3,Gotham,2022-03-01T00:00:00Z,immediate,maybe,-4",
        "",
        ",,,,,",
        *good_rows(1, first=4),
    ]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path, tmp_path / "out")

    assert (report.rows, report.accepted, report.rejected) == (5, 2, 3)
    with (tmp_path / "out" / "rejected" / "incidents" / "incidents.csv.csv").open(encoding="utf-8") as stream:
        kept = list(csv.DictReader(stream))
    assert [(row["rejected_because"], row["incident_id"], row["opened_at"]) for row in kept] == [
        ("opened_at: future-day; priority: unknown-code", "I2", "2062-01-01T00:00:00Z"),
        (
            "force: unknown-force; domestic_abuse: not-a-flag; target_minutes: below-minimum",
            "I3",
            "2022-03-01T00:00:00Z",
        ),
        ("blank-row", "", ""),
    ]


def test_what_may_be_mended_is_accepted_and_said(tmp_path: Path):
    rows = [
        'I1,Cleveland Police,31/03/2022 09:05,immediate,yes,"1,500"',
        "I2,cleveland,2022-03-01T00:30:00+01:00,N/A,,",
        " I3,cleveland,2022-03-02T10:00:00Z,immediate,false,15",
    ]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path, tmp_path / "out")

    again = tmp_path / "out" / "accepted" / "incidents" / "incidents.csv-read-again.parquet"
    assert values(again, "incident_id, force, opened_at, priority, domestic_abuse, target_minutes") == [
        ("I1", "cleveland", datetime(2022, 3, 31, 9, 5), "immediate", True, 1500),
        ("I2", "cleveland", datetime(2022, 2, 28, 23, 30), None, None, None),
        ("I3", "cleveland", datetime(2022, 3, 2, 10), "immediate", False, 15),
    ]
    assert told(report) == [
        ("blank-token", "priority", 1),
        ("day-first", "opened_at", 1),
        ("other-time-zone", "opened_at", 1),
        ("space-around", "incident_id", 1),
        ("thousands-comma", "target_minutes", 1),
    ]


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path):
    rows = [*good_rows(1), "I2,cleveland", "I3,cleveland,never,immediate,true,15", "a,b,c,d,e,f,g,h",
            "I5,cleveland,never,immediate,true,15"]  # fmt: skip
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path)

    assert [(found.row, found.rule) for found in report.findings if found.severity == "row"] == [
        (4, "not-a-moment"),
        (6, "not-a-moment"),
        (3, "malformed-line"),
        (5, "malformed-line"),
    ]
    assert (report.rows, report.accepted, report.rejected) == (5, 1, 4)


@pytest.mark.parametrize("among", [0, 40])
def test_moments_out_of_order_are_accepted_with_a_warning_that_names_both(tmp_path: Path, among: int):
    header = "incident_id,force,opened_at,attended_at"
    rows = [f"I{number},cleveland,2022-03-01T10:00:00Z," for number in range(among)]
    wrong = "X1,cleveland,2022-03-01T10:00:00Z,2022-02-01T10:00:00Z"
    (tmp_path / "incidents.csv").write_text(
        lines(*rows, wrong, "X2,cleveland,2022-03-01T10:00:00Z,2022-03-01T10:05:00Z", header=header),
        encoding="utf-8",
    )

    report = checked(tmp_path)

    (found,) = [each for each in report.findings if each.rule == "out-of-order"]
    assert (report.rejected, found.severity, found.row) == (0, "warning", among + 2)
    assert (found.column, found.value) == ("attended_at", "2022-02-01T10:00:00Z")
    assert found.sentence == (
        "'attended_at' '2022-02-01T10:00:00Z' lies before 'opened_at' '2022-03-01T10:00:00Z', which comes first. "
        "Look at both."
    )


def test_the_first_of_rows_with_one_identifier_is_accepted(tmp_path: Path):
    repeated = GOOD.format(1, 9)
    first = lines(*good_rows(2), "I9,cleveland,never,immediate,true,15", repeated)
    (tmp_path / "incidents-1.csv").write_text(first, encoding="utf-8")
    (tmp_path / "incidents-2.csv").write_text(lines(repeated, *good_rows(1, first=7)), encoding="utf-8")

    report = checked(tmp_path, tmp_path / "out")

    assert [(f.file, f.row, f.sentence) for f in report.findings if f.rule == "duplicate-identifier"] == [
        (
            "incidents-1.csv",
            5,
            "'I1' occurs before, in row 2 of incidents-1.csv. Keep one of the rows, or correct the identifier.",
        ),
        (
            "incidents-2.csv",
            2,
            "'I1' occurs before, in row 2 of incidents-1.csv. Keep one of the rows, or correct the identifier.",
        ),
    ]
    assert [(f.rows, f.accepted, f.rejected) for f in report.files] == [(4, 2, 2), (2, 1, 1)]
    folder = tmp_path / "out" / "accepted" / "incidents"
    assert values(folder / "*.parquet", "incident_id") == [("I1",), ("I2",), ("I7",)]


def test_the_same_identifier_in_two_forces_is_no_duplicate(tmp_path: Path):
    rows = [GOOD.format(1, 2), GOOD.format(1, 2).replace("cleveland", "durham")]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    assert told(checked(tmp_path)) == []


def test_references_are_looked_for_in_the_same_force(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(2)), encoding="utf-8")
    (tmp_path / "recontacts.csv").write_text(
        lines(
            "R1,cleveland,I1,2022-03-02T12:00:00Z",
            "R2,cleveland,I8,2022-03-02T12:00:00Z",
            "R3,durham,I1,2022-03-02T12:00:00Z",
            header="recontact_id,force,incident_id,made_at",
        ),
        encoding="utf-8",
    )

    assert told(checked(tmp_path)) == [("dangling-reference", "incident_id", 1)]


def test_accepted_and_rejected_add_up_over_many_rows(tmp_path: Path):
    rows = [
        GOOD.format(number, number % 28 + 1) if number % 7 else f"I{number},cleveland,never,immediate,true,15"
        for number in range(20_000)
    ]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path, tmp_path / "out")

    bad = len(range(0, 20_000, 7))
    assert (report.rows, report.accepted, report.rejected) == (20_000, 20_000 - bad, bad)
    assert told(report) == [("not-a-moment", "opened_at", bad)]
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8") as stream:
        numbers = [int(row["row"]) for row in csv.DictReader(stream) if row["rule"] == "not-a-moment"]
    assert numbers == [number + 2 for number in range(0, 20_000, 7)]


def test_a_value_that_could_be_run_as_a_formula_is_made_harmless_in_the_table_of_findings(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines("I1,cleveland,=1+1,immediate,true,15"), encoding="utf-8")

    checked(tmp_path, tmp_path / "out")

    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8") as stream:
        assert [row["value"] for row in csv.DictReader(stream) if row["rule"] == "not-a-moment"] == ["'=1+1"]


def test_an_earlier_result_is_replaced_and_another_folder_is_not_touched(tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "incidents.csv").write_text(lines(*good_rows(1)), encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine", encoding="utf-8")

    checked(tmp_path / "in", tmp_path / "out")
    checked(tmp_path / "in", tmp_path / "out")
    with pytest.raises(InvalidValueError) as refused:
        checked(tmp_path / "in", tmp_path / "other")

    assert refused.value.code == "folder-in-use"
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["letter.txt"]
    assert sorted(path.name for path in (tmp_path / "out" / "accepted" / "incidents").iterdir()) == [
        "000-all-columns.parquet",
        "incidents.csv.parquet",
    ]


def test_accepted_files_that_were_copied_may_be_checked_again(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines(*good_rows(2)), encoding="utf-8")
    checked(tmp_path, tmp_path / "out")
    copied = shutil.copytree(tmp_path / "out" / "accepted", tmp_path / "copied")

    report = checked(copied)

    assert [(file.file, file.accepted) for file in report.files] == [("incidents/incidents.csv.parquet", 2)]
    assert report.sound


def test_progress_names_each_file(tmp_path: Path):
    (tmp_path / "incidents-1.csv").write_text(lines(*good_rows(1)), encoding="utf-8")
    (tmp_path / "incidents-2.csv").write_text(lines(*good_rows(1, first=2)), encoding="utf-8")
    seen: list[tuple[str, int, int]] = []

    check_folder(
        tmp_path,
        load_catalogue(),
        today=TODAY,
        progress=lambda file, done, total: seen.append((file, done, total)),
    )

    assert seen == [("incidents-1.csv", 0, 2), ("incidents-2.csv", 1, 2), ("", 2, 2)]


def test_the_report_is_plain_values(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(lines("I1,cleveland,never,immediate,true,15"), encoding="utf-8")

    told_as_json = json.loads(json.dumps(checked(tmp_path).to_json()))

    assert [told_as_json[name] for name in ("checked_on", "rows", "accepted", "rejected")] == [
        date(2022, 3, 31).isoformat(), 1, 0, 1,
    ]  # fmt: skip
    assert [(found["row"], found["rule"]) for found in told_as_json["findings"] if found["row"]] == [
        (2, "not-a-moment")
    ]


def test_a_single_file_may_be_checked(tmp_path: Path):
    path = tmp_path / "incidents.csv"
    path.write_text(lines(*good_rows(1)), encoding="utf-8")

    assert checked(path).accepted == 1


def test_parquet_goes_the_same_way(tmp_path: Path):
    (tmp_path / "source.csv").write_text(lines(*good_rows(2), "I9,cleveland,never,immediate,true,15"))
    with duckdb.connect() as engine:
        engine.execute(
            f"COPY (SELECT * FROM read_csv('{tmp_path}/source.csv', all_varchar = true)) "
            f"TO '{tmp_path}/incidents.parquet' (FORMAT parquet)"
        )
    (tmp_path / "source.csv").unlink()

    report = checked(tmp_path)

    assert (report.rows, report.accepted, report.rejected) == (3, 2, 1)
    assert [(found.row, found.rule) for found in report.findings if found.severity == "row"] == [
        (3, "not-a-moment")
    ]


def test_typed_parquet_is_read_as_it_is_typed(tmp_path: Path):
    with duckdb.connect() as engine:
        engine.execute(
            "COPY (SELECT 'I1' AS incident_id, 'cleveland' AS force, TIMESTAMP '2022-03-01 10:00' AS opened_at, "
            f"true AS domestic_abuse, 15.0 AS target_minutes) TO '{tmp_path}/incidents.parquet' (FORMAT parquet)"
        )

    checked(tmp_path, tmp_path / "out")

    accepted = tmp_path / "out" / "accepted" / "incidents" / "incidents.parquet-read-again.parquet"
    assert values(accepted, "incident_id, opened_at, domestic_abuse, target_minutes") == [
        ("I1", datetime(2022, 3, 1, 10), True, 15)
    ]


def test_columns_may_stand_in_any_order_and_spelling(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(
        "Opened At,FORCE,Incident-ID\n2022-03-01T10:00:00Z,cleveland,I1\n", encoding="utf-8"
    )

    assert told(checked(tmp_path)) == []


def test_the_header_that_the_tests_use_is_of_the_table():
    assert set(HEADER.split(",")) <= set(load_catalogue().record_tables["incidents"].column_names)
