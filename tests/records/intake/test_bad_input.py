"""Files that are broken, wrong or made to harm: each gives a clear finding, and the check goes on."""

import os
import random
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from pyarrow import csv, parquet

from peelian.records.intake import workbooks
from tests.records.intake.making import GOOD, HEADER, TODAY, checked, good_rows, lines, told, workbook

SOUND = lines(*good_rows(3))
PROGRAM = str(Path(sys.executable).with_name("peelian"))
SOMETHING_FOUND = 1
MUCH_MEMORY = 1_000_000_000
"""Seconds of the processors; listing every line of the largest file here would take many times as much."""


def findings(folder: Path, file: str) -> list[str]:
    return [
        found.rule for found in checked(folder).findings if found.file == file and found.severity == "file"
    ]


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder with a sound file, so that a test sees the check go on."""
    (tmp_path / "incidents.csv").write_text(SOUND, encoding="utf-8")
    return tmp_path


def goes_on(folder: Path) -> bool:
    return {file.file: file.accepted for file in checked(folder).files}["incidents.csv"] == 3


def test_an_empty_file(beside: Path):
    (beside / "contacts.csv").touch()

    assert findings(beside, "contacts.csv") == ["empty-file"]
    assert goes_on(beside)


def test_bytes_that_are_no_text(beside: Path):
    (beside / "contacts.csv").write_bytes(random.Random(4).randbytes(5_000_000))

    assert findings(beside, "contacts.csv") == ["not-a-table"]
    assert goes_on(beside)


def test_much_text_that_is_no_table(beside: Path):
    text = "".join(chr(33 + number) for number in random.Random(4).choices(range(90), k=2_000_000))
    (beside / "contacts.csv").write_text(text, encoding="utf-8")

    assert findings(beside, "contacts.csv") == ["unknown-table"]
    assert goes_on(beside)


def test_garbage_below_a_sound_header(tmp_path: Path):
    garbage = "".join(chr(33 + number) for number in random.Random(4).choices([*range(90), -23], k=3_000_000))
    (tmp_path / "incidents.csv").write_text(f"{HEADER}\n{garbage}", encoding="utf-8")

    assert findings(tmp_path, "incidents.csv") == ["unreadable-file"]


def test_some_malformed_lines_leave_the_others_in(tmp_path: Path):
    rows = [row if number % 3 else "x,y" for number, row in enumerate(good_rows(60))]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (60, 40)
    assert told(report) == [("malformed-line", "", 20)]


@pytest.mark.parametrize(
    "line", ["no delimiter at all", "too,few,cells", 'six,"cells",but,"the"quotation,is,wrong'], ids=len
)
def test_masses_of_malformed_lines_after_a_sound_beginning_are_not_listed(tmp_path: Path, line: str):
    sound = lines(*good_rows(3_000))
    (tmp_path / "incidents.csv").write_text(sound + f"{line}\n" * 100_000, encoding="utf-8")

    report = checked(tmp_path)

    assert told(report) == [("unreadable-file", "", 1)]
    assert report.findings[0].sentence == (
        "The file cannot be read: more than 20,000 of its lines are no rows of 6 cells as its header has them, the "
        "first of them line 3,002. Save it again and send it whole."
    )


def test_malformed_lines_in_the_midst_of_a_large_file_are_found(tmp_path: Path):
    with (tmp_path / "incidents.csv").open("w", encoding="utf-8") as stream:
        stream.write(lines(*good_rows(60_000)) + "too,few\n" * 300_000)
        stream.writelines(f"{row}\n" for row in good_rows(60_000, first=60_001))

    assert told(checked(tmp_path)) == [("unreadable-file", "", 1)]


def test_text_of_many_lines_is_no_mass_of_malformed_lines(tmp_path: Path):
    story = "\n".join(["and then, after a while,", "nothing more was seen"] * 5)
    rows = [f'{row},"{story}"' for row in good_rows(10_000)]
    (tmp_path / "incidents.csv").write_text(lines(*rows, header=HEADER + ",street"), encoding="utf-8")

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (10_000, 10_000)


def test_200_megabytes_of_malformed_lines_take_little_memory(tmp_path: Path):
    with (tmp_path / "incidents.csv").open("w", encoding="utf-8") as stream:
        stream.write(lines(*good_rows(3_000)))
        for _ in range(200):
            stream.write("garbage, not a row\n" * 55_000)
    asked = [PROGRAM, "records", "check", str(tmp_path), "--today", TODAY.isoformat()]

    status, kilobytes = status_and_memory(asked, tmp_path)

    assert status == SOMETHING_FOUND
    assert kilobytes * 1024 < MUCH_MEMORY


def status_and_memory(command: list[str], folder: Path) -> tuple[int, int]:
    """Run a command from a small process of its own, since a process begins with the memory of whoever starts it."""
    measured = (
        "import resource, subprocess, sys;"
        "ended = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
        "print(ended.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run(
        [sys.executable, "-c", measured, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    status, kilobytes = told.stdout.split()
    return int(status), int(kilobytes)


def test_one_line_longer_than_any_row(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(SOUND + "I9," + "x" * 3_000_000 + "\n", encoding="utf-8")

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (4, 3)
    assert ("malformed-line", "", 1) in told(report)


def test_a_header_without_rows(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(f"{HEADER}\n", encoding="utf-8")

    assert told(checked(tmp_path)) == [("no-rows", "", 1)]


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_the_wrong_delimiter(tmp_path: Path, sign: str, name: str):
    (tmp_path / "incidents.csv").write_text(SOUND.replace(",", sign), encoding="utf-8")

    report = checked(tmp_path)

    assert report.accepted == 3
    assert [found.sentence for found in report.findings if found.rule == "other-delimiter"] == [
        f"The cells are parted by {name}, not by commas. They are read so; check the columns."
    ]


def test_half_a_file(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(SOUND[:-40], encoding="utf-8")

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (3, 2)
    assert told(report) == [("half-a-file", "", 1), ("malformed-line", "", 1)]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(
        SOUND + '"I8,cleveland\n' + GOOD.format(9, 9) + "\n", encoding="utf-8"
    )

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (5, 4)
    assert ("malformed-line", "", 1) in told(report)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str):
    row = "I1,cleveland,2022-03-01T10:00:00Z,Café"
    (tmp_path / "incidents.csv").write_bytes(
        lines(row, header="incident_id,force,opened_at,area").encode(encoding)
    )

    report = checked(tmp_path)

    assert report.accepted == 1
    assert {rule for rule, _, _ in told(report)} == (set() if encoding == "utf-8-sig" else {"other-encoding"})


def test_an_encoding_that_shows_late(tmp_path: Path):
    header = "incident_id,force,opened_at,area"
    rows = [f"I{number},cleveland,2022-03-01T10:00:00Z,Area" for number in range(4_000)]
    rows.append("I9999,cleveland,2022-03-01T10:00:00Z,Café")
    (tmp_path / "incidents.csv").write_bytes(lines(*rows, header=header).encode("cp1252"))

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (4_001, 4_001)
    assert [file.encoding for file in report.files] == ["cp1252"]
    assert told(report) == [("other-encoding", "", 1)]


def test_an_encoding_that_shows_late_in_a_column_that_is_not_taken_in(tmp_path: Path):
    header = "incident_id,force,opened_at,colour"
    rows = [f"I{number},cleveland,2022-03-01T10:00:00Z,red" for number in range(4_000)]
    rows.append("I9999,Cleveland Police,2022-03-01T10:00:00Z,Café")
    (tmp_path / "incidents.csv").write_bytes(lines(*rows, header=header).encode("cp1252"))

    report = checked(tmp_path)

    assert (report.rows, report.accepted) == (4_001, 4_001)
    assert told(report) == [("other-encoding", "", 1), ("unknown-column", "colour", 1)]


def test_old_line_ends(tmp_path: Path):
    (tmp_path / "incidents.csv").write_bytes(SOUND.replace("\n", "\r").encode())

    assert checked(tmp_path).accepted == 3


def test_titles_above_the_header(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(f"Incidents of March\n\nOfficial\n{SOUND}", encoding="utf-8")

    report = checked(tmp_path)

    assert report.accepted == 3
    assert told(report) == [("lines-above-header", "", 1)]


def test_a_workbook(tmp_path: Path):
    rows = [line.split(",") for line in SOUND.splitlines()]
    workbook(tmp_path / "incidents.xlsx", {"March": rows})

    report = checked(tmp_path)

    assert [(file.file, file.accepted) for file in report.files] == [("incidents.xlsx, sheet March", 3)]
    assert told(report) == []


def test_sheets_of_a_workbook_are_tables_of_their_own(tmp_path: Path):
    incidents = [line.split(",") for line in SOUND.splitlines()]
    recontacts = [["recontact_id", "force", "incident_id", "made_at"],
                  ["R1", "cleveland", "I1", "2022-03-02T12:00:00Z"]]  # fmt: skip
    workbook(
        tmp_path / "extract.xlsx", {"incidents": incidents, "recontacts": recontacts, "Notes": [["hello"]]}
    )

    report = checked(tmp_path)

    assert [(file.table, file.accepted, file.left_out) for file in report.files] == [
        ("incidents", 3, False),
        ("recontacts", 1, False),
        ("", 0, True),
    ]
    assert [count.rule for count in report.counts if not count.table] == ["further-sheet"]


def test_formulas_merged_cells_and_pictures(tmp_path: Path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "incidents.xlsx")) as book:
        sheet = book.add_worksheet()
        for place, line in enumerate(SOUND.splitlines()):
            sheet.write_row(place, 0, line.split(","))
        sheet.write_formula(1, 5, "=10+5", None, 15)
        sheet.merge_range(10, 0, 10, 3, "")
        sheet.insert_image(12, 0, str(_picture(tmp_path)))
    (tmp_path / "picture.png").unlink()

    report = checked(tmp_path)

    assert report.accepted == 3
    assert {rule for rule, _, _ in told(report)} >= {"formulas", "merged-cells"}
    assert "pictures" in {count.rule for count in report.counts}


def _picture(folder: Path) -> Path:
    path = folder / "picture.png"
    path.write_bytes(
        bytes.fromhex(
            "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c63000100000500010d0a2db4"
            "0000000049454e44ae426082"
        )
    )
    return path


def test_a_workbook_that_is_none(beside: Path):
    (beside / "contacts.xlsx").write_bytes(b"PK\x03\x04" + os.urandom(2_000))

    assert findings(beside, "contacts.xlsx") == ["unreadable-file"]
    assert goes_on(beside)


def test_half_a_workbook(beside: Path):
    whole = workbook(beside / "whole.xlsx", {"contacts": [["contact_id", "force"], ["C1", "cleveland"]]})
    (beside / "contacts.xlsx").write_bytes(whole.read_bytes()[:-200])
    whole.unlink()

    assert findings(beside, "contacts.xlsx") == ["unreadable-file"]
    assert [found.sentence for found in checked(beside).findings if found.file == "contacts.xlsx"] == [
        "The file cannot be read: it is no workbook, or only a part of one. Save it again and send it whole."
    ]
    assert goes_on(beside)


def test_a_zip_bomb(beside: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workbooks, "UNPACKED", 20_000_000)
    with zipfile.ZipFile(beside / "contacts.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)

    assert findings(beside, "contacts.xlsx") == ["too-large-unpacked"]
    assert goes_on(beside)


def test_a_workbook_that_grows_far_beyond_its_size_is_not_even_read_through(beside: Path):
    with zipfile.ZipFile(beside / "contacts.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)

    assert findings(beside, "contacts.xlsx") == ["too-large-unpacked"]
    assert goes_on(beside)


def test_a_sheet_with_one_cell_far_out_does_not_take_the_memory_and_names_the_cell(beside: Path):
    import xlsxwriter

    with xlsxwriter.Workbook(str(beside / "contacts.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["contact_id", "force", "received_at", "channel"])
        sheet.write(1_048_575, 16_383, "far")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert findings(beside, "contacts.xlsx") == ["unreadable-file"]
    assert [found.sentence for found in checked(beside).findings if found.file == "contacts.xlsx"] == [
        "The file cannot be read: the cell XFD1048576 stands so far out that its sheet reaches over more than "
        "50,000,000 cells; delete it, and others like it. Save it again and send it whole."
    ]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
    assert goes_on(beside)


def test_a_broken_parquet_file(beside: Path):
    (beside / "contacts.parquet").write_bytes(b"PAR1" + os.urandom(500) + b"PAR1")

    assert findings(beside, "contacts.parquet") == ["unreadable-file"]
    assert goes_on(beside)


def test_a_force_that_is_not_in_the_list_a_day_in_2062_and_a_negative_count(tmp_path: Path):
    rows = [
        "I1,gotham,2022-03-01T10:00:00Z,immediate,true,15",
        "I2,cleveland,2062-03-01T10:00:00Z,immediate,true,15",
        "I3,cleveland,2022-03-01T10:00:00Z,immediate,true,-15",
    ]
    (tmp_path / "incidents.csv").write_text(lines(*rows), encoding="utf-8")

    report = checked(tmp_path)

    assert told(report) == [
        ("below-minimum", "target_minutes", 1),
        ("future-day", "opened_at", 1),
        ("unknown-force", "force", 1),
    ]
    assert report.rejected == 3


def test_a_file_without_a_column_that_must_be_there_is_left_out_with_its_rows(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(
        "incident_id,force\nI1,cleveland\nI2,cleveland\n", encoding="utf-8"
    )

    report = checked(tmp_path)

    assert [(file.rows, file.accepted, file.rejected, file.left_out) for file in report.files] == [
        (2, 0, 2, True)
    ]
    assert told(report) == [("missing-column", "opened_at", 1)]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_ten_thousand_columns_make_one_finding(beside: Path, ending: str):
    names = [*HEADER.split(","), *(f"x{number}" for number in range(10_000))]
    (beside / "contacts.csv").write_text(
        ",".join(["contact_id", *names]) + "\n" + "C1" + "," * len(names), encoding="utf-8"
    )
    if ending == "parquet":
        parquet.write_table(csv.read_csv(beside / "contacts.csv"), beside / "contacts.parquet")
        (beside / "contacts.csv").unlink()

    assert told(checked(beside)) == [("too-many-columns", "", 1)]
    assert goes_on(beside)


def test_parquet_under_another_name_is_told_as_what_it_is(beside: Path):
    parquet.write_table(csv.read_csv(beside / "incidents.csv"), beside / "contacts.csv")

    assert [found.sentence for found in checked(beside).findings if found.file == "contacts.csv"] == [
        "The content is no text but a Parquet file; give its name the ending .parquet."
    ]
    assert goes_on(beside)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_workbook_that_a_password_protects_is_told_as_one(beside: Path, ending: str):
    (beside / f"contacts.{ending}").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_000))

    (found,) = [each for each in checked(beside).findings if each.file == f"contacts.{ending}"]
    assert found.sentence.endswith(
        "a workbook that a password protects, or one of the kind .xls; save it as XLSX without a password."
    )


def test_a_pipe_is_told_and_not_waited_for(beside: Path):
    os.mkfifo(beside / "contacts.csv")

    report = checked(beside)

    assert [found.sentence for found in report.findings if found.file == "contacts.csv"] == [
        "It is no file but a pipe, a socket or a device, which is not read."
    ]
    assert report.accepted == 3


def test_other_files_are_passed_over(beside: Path):
    (beside / "letter.pdf").write_bytes(b"%PDF-1.4")

    report = checked(beside)

    assert report.sound
    assert [count.rule for count in report.counts if count.file == "letter.pdf"] == ["unsupported-kind"]


def test_an_empty_folder(tmp_path: Path):
    report = checked(tmp_path)

    assert (report.files, report.rows, report.sound) == ((), 0, True)
