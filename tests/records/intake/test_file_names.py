"""Names of files that are no letters, mean many files, or come to the same word: every file is checked by itself."""

import json
import os
from pathlib import Path

import pytest

from peelian.records.intake import IntakeReport
from peelian.rules.errors import InvalidValueError
from tests.records.intake.making import checked, good_rows, lines, values

LATIN = os.fsdecode(b"caf\xe9-incidents.csv")


def report_of(folder: Path, *names: str, out: Path | None = None) -> IntakeReport:
    for number, name in enumerate(names):
        path = folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(lines(*good_rows(2, first=10 * number)), encoding="utf-8")
    return checked(folder / "in", out)


def test_a_name_that_is_no_utf_8_is_read_and_told_with_its_bytes(tmp_path: Path):
    report = report_of(tmp_path, "incidents.csv", LATIN, out=tmp_path / "out")

    assert [(file.file, file.accepted) for file in report.files] == [
        ("caf\\xe9-incidents.csv", 2),
        ("incidents.csv", 2),
    ]
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert [file["file"] for file in told["files"]] == ["caf\\xe9-incidents.csv", "incidents.csv"]


def test_a_folder_whose_name_is_no_utf_8_is_checked(tmp_path: Path):
    report = report_of(tmp_path, os.fsdecode(b"caf\xe9/incidents.csv"))

    assert (report.accepted, report.sound) == (2, True)


def test_a_name_that_means_many_files_to_the_engine_means_one(tmp_path: Path):
    report = report_of(tmp_path, "incidents*.csv", "incidents-1.csv", "incidents[1].csv")

    assert sorted((file.file, file.accepted) for file in report.files) == [
        ("incidents*.csv", 2),
        ("incidents-1.csv", 2),
        ("incidents[1].csv", 2),
    ]


def test_files_whose_names_come_to_one_word_keep_their_rows_apart(tmp_path: Path):
    report_of(tmp_path, "incidents 1.csv", "incidents-1.csv", "INCIDENTS-1.csv", out=tmp_path / "out")

    accepted = tmp_path / "out" / "accepted" / "incidents"
    assert len(values(accepted / "*1*.parquet", "incident_id")) == 6


@pytest.mark.parametrize("name", ["out*", os.fsdecode(b"caf\xe9")])
def test_results_are_not_written_where_the_engine_would_lose_its_way(tmp_path: Path, name: str):
    with pytest.raises(InvalidValueError, match="Name another folder") as refused:
        report_of(tmp_path, "incidents.csv", out=tmp_path / name)

    assert refused.value.code == "folder-not-writable"
    assert not (tmp_path / name).exists()
