"""`peelian records check`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Give

SOUND = "incident_id,force,opened_at\nI1,cleveland,2022-03-01T10:00:00Z\n"
BAD = SOUND + "I2,cleveland,never\nI3,cleveland,soon\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_sound_records_end_in_0(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(SOUND, encoding="utf-8")

    answer = give("records", "check", folder)

    assert (answer.exit_code, answer.stdout) == (0, "")
    assert answer.stderr.splitlines()[-1] == "All rows are accepted: 1. 1 read, 1 accepted, 0 kept apart."


def test_findings_end_in_1_and_are_told_once_for_each_kind(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(BAD, encoding="utf-8")

    answer = give("records", "check", folder)

    assert (answer.exit_code, answer.stdout) == (
        1,
        "Not a moment (1 file, 2 rows). First: incidents.csv, row 3, opened_at: 'never' is not a moment; write it as "
        "2022-03-31T14:05:00Z, in universal time.\n",
    )


def test_the_output_folder_holds_rows_page_and_tables(give: Give, folder: Path, tmp_path: Path) -> None:
    (folder / "incidents.csv").write_text(BAD, encoding="utf-8")

    give("records", "check", folder, "--out", tmp_path / "out")

    written = sorted(
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("[!.]*")
        if path.is_file()
    )
    assert written == [
        "accepted/incidents/000-all-columns.parquet",
        "accepted/incidents/incidents.csv.parquet",
        "findings.csv",
        "rejected/incidents/incidents.csv.csv",
        "report.html",
        "report.json",
    ]


def test_the_answer_as_json_is_the_report(give: Give, folder: Path, tmp_path: Path) -> None:
    (folder / "incidents.csv").write_text(BAD, encoding="utf-8")

    answer = give("records", "check", folder, "--out", tmp_path / "out", "--json")

    told = json.loads(answer.stdout)
    assert (told["rows"], told["accepted"], told["rejected"]) == (3, 1, 2)
    assert told == json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))


def test_the_day_of_the_check_may_be_named(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(SOUND, encoding="utf-8")

    assert give("records", "check", folder, "--today", "2022-02-01").exit_code == 1
    assert give("records", "check", folder, "--today", "2022-03-01").exit_code == 0


def test_a_folder_without_records_is_no_success_and_says_what_was_not_read(give: Give, folder: Path) -> None:
    (folder / "incidents.zip").write_bytes(b"PK\x03\x04")

    answer = give("records", "check", folder)

    assert answer.exit_code == 1
    assert answer.stdout.startswith("note: incidents.zip: A file with the ending .zip is not read. Unpack it")
    assert "No file of records was found." in answer.stderr


def test_a_note_is_told_and_leaves_the_check_sound(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(SOUND, encoding="utf-8")
    (folder / "notes.docx").write_bytes(b"words")

    answer = give("records", "check", folder, "--today", "2022-03-01")

    assert answer.exit_code == 0
    assert [line.split(":")[:2] for line in answer.stdout.splitlines()] == [["note", " notes.docx"]]


def test_a_folder_that_is_not_there_is_wrong_use(give: Give, tmp_path: Path) -> None:
    assert give("records", "check", tmp_path / "nowhere").exit_code == 2


def test_a_folder_of_results_that_holds_something_else_is_refused(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    (folder / "incidents.csv").write_text(SOUND, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()

    answer = give("records", "check", folder, "--out", tmp_path / "out")

    assert (answer.exit_code, [path.name for path in (tmp_path / "out").iterdir()]) == (1, ["mine.txt"])
    assert "holds files that no check has written" in answer.stderr


def test_a_path_of_force_that_names_no_file_is_refused(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(
        "incident_id,opened_at\nI1,2022-03-01T10:00:00Z\n", encoding="utf-8"
    )

    right = give("records", "check", folder, "--force", "./incidents.csv=Cleveland")
    wrong = give("records", "check", folder, "--force", "incident.csv=Cleveland")

    assert (right.exit_code, wrong.exit_code) == (0, 2)
    assert "There is no file or folder 'incident.csv' among the records." in wrong.stderr


def test_a_file_without_force_is_told_of_the_option(give: Give, folder: Path) -> None:
    (folder / "incidents.csv").write_text(
        "incident_id,opened_at\nI1,2022-03-01T10:00:00Z\n", encoding="utf-8"
    )

    answer = give("records", "check", folder)

    told = [line for line in answer.stdout.splitlines() if "'force'" in line]
    assert told[0].endswith("Add it, or name the force of the file with --force PATH=FORCE.")


def test_no_cell_of_a_rejected_row_is_a_formula_and_none_is_lost(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    sent = ["=1+1", "'quoted", "-5", "@sum", "plain"]
    rows = "".join(f"I{number},cleveland,never,{cell}\n" for number, cell in enumerate(sent))
    text = "incident_id,force,opened_at,=note\n" + rows + "=2+2,cleveland,2022-03-01T10:00:00Z,x\n" * 2
    (folder / "incidents.csv").write_text(text, encoding="utf-8")

    give("records", "check", folder, "--out", tmp_path / "out")

    rejected = tmp_path / "out" / "rejected" / "incidents"
    kept = list(csv.DictReader((rejected / "incidents.csv.csv").read_text(encoding="utf-8").splitlines()))
    (duplicates,) = rejected.glob("*-duplicates.csv")
    repeated = list(csv.DictReader(duplicates.read_text(encoding="utf-8").splitlines()))
    assert [row["'=note"] for row in kept] == ["'=1+1", "''quoted", "-5", "'@sum", "plain"]
    assert [row["'=note"].removeprefix("'") for row in kept] == sent
    assert [row["incident_id"] for row in repeated] == ["'=2+2"]


def test_what_rejects_rows_is_told_first_by_their_number_and_warnings_are_marked(
    give: Give, folder: Path
) -> None:
    lines = ["incident_id,force,opened_at,priority"]
    lines += [f"A{number},cleveland,2022-03-01T10:00:00Z,sometime" for number in range(2)]
    lines += [f"B{number},cleveland,never,immediate" for number in range(3)]
    lines += [f"C{number},cleveland,2022-03-01T10:00:00Z,n/a" for number in range(5)]
    (folder / "incidents.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    answer = give("records", "check", folder)

    begins = [line.partition(": ")[0] for line in answer.stdout.splitlines()]
    assert begins[:2] == ["Not a moment (1 file, 3 rows). First", "Unknown code (1 file, 2 rows). First"]
    assert set(begins[2:]) == {"warning"}


def test_what_many_files_share_is_one_line_and_missing_months_come_before_it(
    give: Give, folder: Path
) -> None:
    head = "incident_id,force,opened_at,priority\n"
    for month in (1, 2, 4):
        rows = "".join(f"I{month}{n},cleveland,2022-{month:02}-15T10:0{n}:00Z,\n" for n in range(5))
        (folder / f"incidents-2022-{month:02}.csv").write_text(head + rows, encoding="utf-8")

    answer = give("records", "check", folder)

    lines = answer.stdout.splitlines()
    assert lines[0].startswith("warning: incidents, opened_at: cleveland: no row for March 2022, though")
    assert [line.partition(". First")[0] for line in lines[1:]] == [
        "warning: Column always blank (3 files, 15 rows)"
    ]
