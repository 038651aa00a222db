"""A check that is broken off, or cannot write: what was there before stays, and nobody takes a part for the whole."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from peelian.catalogue import load_catalogue
from peelian.records.intake import check_folder
from peelian.records.intake.kinds import MARK
from peelian.records.intake.opening import Opened, open_file
from peelian.records.intake.page import outcome
from peelian.records.intake.places import UNFINISHED
from peelian.rules.errors import InvalidValueError
from tests.records.intake.making import GOOD, TODAY, checked, good_rows, lines, rows_of

PROGRAM = str(Path(sys.executable).with_name("peelian"))
INTERRUPTED = 130
SENTENCE = (
    "The check was interrupted, and nothing is taken in. What was in {out} before is as it was. Give the command again "
    "to check all files.\n"
)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """Two files of which the first was checked before with one row."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "incidents-a.csv").write_text(lines(*good_rows(1)), encoding="utf-8")
    checked(folder, tmp_path / "out")
    (folder / "incidents-a.csv").write_text(lines(*good_rows(3)), encoding="utf-8")
    (folder / "incidents-b.csv").write_text(lines(*good_rows(5, first=4)), encoding="utf-8")
    return folder


def accepted(out: Path) -> int:
    return len(rows_of(out / "accepted" / "incidents" / "*.csv.parquet"))


def test_the_earlier_result_stays_until_the_new_one_is_whole(sent: Path, tmp_path: Path):
    out = tmp_path / "out"
    before = sorted((path.name, path.read_bytes()) for path in out.rglob("*") if path.is_file())

    def break_off(file: str, done: int, count: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_folder(sent, load_catalogue(), today=TODAY, out=out, progress=break_off)

    assert sorted((path.name, path.read_bytes()) for path in out.rglob("*") if path.is_file()) == before


def test_a_check_that_was_killed_is_given_again(sent: Path, tmp_path: Path):
    out = tmp_path / "out"
    left = out / UNFINISHED / "accepted" / "incidents"
    left.mkdir(parents=True)
    (left / "incidents-z.csv.parquet").write_bytes(b"half")

    assert accepted(out) == 1
    checked(sent, out)

    assert accepted(out) == 8
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [MARK, "accepted", "findings.csv", "report.html", "report.json"]
    )


def test_an_interruption_of_the_program_is_a_sentence_and_a_status_of_its_own(sent: Path, tmp_path: Path):
    out = tmp_path / "out"
    with (sent / "incidents-b.csv").open("a", encoding="utf-8") as stream:
        stream.writelines(f"{row}\n" for row in good_rows(400_000, first=10))
    run = subprocess.Popen(
        [PROGRAM, "records", "check", str(sent), "--out", str(out)], stderr=subprocess.PIPE, text=True
    )
    while not (out / UNFINISHED).is_dir():
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=120)

    assert (run.returncode, said) == (INTERRUPTED, SENTENCE.format(out=out))
    assert (accepted(out), (out / UNFINISHED).exists()) == (1, False)


def test_what_a_person_breaks_off_is_no_fault_of_a_file(sent: Path, monkeypatch: pytest.MonkeyPatch):
    def interrupted(*given: object) -> None:
        raise duckdb.InvalidInputException("Python exception occurred in the function: KeyboardInterrupt")

    monkeypatch.setattr("peelian.records.intake.check.take_plain", interrupted)

    with pytest.raises(KeyboardInterrupt):
        checked(sent)


def test_a_file_that_changes_while_it_is_read_is_told(sent: Path, monkeypatch: pytest.MonkeyPatch):
    def growing(path: Path, *given: Any) -> Iterator[Opened]:
        yield from open_file(path, *given)
        if path.name == "incidents-b.csv":
            with path.open("a", encoding="utf-8") as stream:
                stream.write(f"{GOOD.format(99, 1)}\n")

    monkeypatch.setattr("peelian.records.intake.check.open_file", growing)

    report = checked(sent)

    assert [(each.file, each.rule) for each in report.findings if each.severity == "warning"] == [
        ("incidents-b.csv", "changed-file")
    ]


def test_results_that_cannot_be_written_are_refused_with_a_sentence(sent: Path, tmp_path: Path):
    (tmp_path / "file").touch()

    with pytest.raises(InvalidValueError) as refused:
        checked(sent, tmp_path / "file" / "out")

    assert (refused.value.code, refused.value.message) == (
        "folder-not-writable",
        f"The results cannot be written into {tmp_path / 'file' / 'out'}: Not a directory. Make room there, get leave "
        "to write there, or name another folder. Nothing there was changed.",
    )


def test_files_and_folders_that_may_not_be_opened_are_told(sent: Path, monkeypatch: pytest.MonkeyPatch):
    (sent / "closed").mkdir()
    (sent / "closed" / "incidents.csv").write_text(lines(*good_rows(9)), encoding="utf-8")
    _close(monkeypatch, sent / "closed", sent / "incidents-a.csv")

    report = checked(sent)

    assert [(found.file, found.rule) for found in report.findings if found.severity == "file"] == [
        ("closed", "closed-file"),
        ("incidents-a.csv", "closed-file"),
    ]
    assert (report.rows, report.accepted, report.sound) == (5, 5, False)
    assert outcome(report) == "2 files are left out, and 0 rows kept apart in all."


def _close(monkeypatch: pytest.MonkeyPatch, folder: Path, file: Path) -> None:
    """Have the system refuse a folder and a file; it refuses an administrator nothing."""
    scan, opening = os.scandir, Path.open

    def refusing_scan(path: Any) -> Any:
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scan(path)

    def refusing_open(path: Path, *given: Any, **named: Any) -> Any:
        if path == file:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opening(path, *given, **named)

    monkeypatch.setattr(os, "scandir", refusing_scan)
    monkeypatch.setattr(Path, "open", refusing_open)
