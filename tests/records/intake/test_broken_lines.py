"""Lines behind which the engine would lose others: each is told with its row, and no other line is lost."""

import csv
from pathlib import Path

import pytest

from peelian.records.intake import IntakeReport
from tests.records.intake.making import GOOD, HEADER, checked, good_rows, lines, told

HEADER_WITH_TEXT = f"{HEADER},street"
SOUND = GOOD.format(1, 1)


def written(folder: Path, *rows: str) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "incidents.csv").write_text(lines(*rows, header=HEADER_WITH_TEXT), encoding="utf-8")
    return folder / "in"


def with_street(first: int, end: int, street: str = "High Street") -> list[str]:
    return [f"{row},{street}" for row in good_rows(end - first, first)]


def rows_told(report: IntakeReport) -> list[tuple[str, int | None]]:
    return [(found.rule, found.row) for found in report.findings if found.severity in ("file", "row")]


@pytest.mark.parametrize("before", [0, 90_000])
@pytest.mark.parametrize("megabytes", [3, 20, 40])
def test_a_line_longer_than_what_the_engine_holds_is_told(tmp_path: Path, before: int, megabytes: int):
    long = f"{GOOD.format(0, 1)},{'x' * megabytes * 1_000_000}"
    padding = "x" * 150
    rows = [*with_street(1, before + 1, padding), long, *with_street(before + 1, before + 3, "High Street")]

    report = checked(written(tmp_path, *rows))

    assert (report.rows, report.accepted) == (before + 3, before + 2)
    assert rows_told(report) == [("malformed-line", before + 2)]
    assert "it is longer than any row may be" in report.findings[0].sentence


def test_a_header_and_one_line_without_end_is_no_file_of_which_all_rows_are_accepted(tmp_path: Path):
    (tmp_path / "incidents.csv").write_text(f"{HEADER}\n{'x' * 40_000_000}", encoding="utf-8")

    report = checked(tmp_path)

    assert (report.rows, report.accepted, report.rejected) == (1, 0, 1)
    assert ("malformed-line", "", 1) in told(report)


@pytest.mark.parametrize("opened_at_row", [2, 60_000])
def test_one_quotation_mark_that_is_not_closed_costs_one_line(tmp_path: Path, opened_at_row: int):
    rows = with_street(2, 120_002, "x" * 150)
    rows[opened_at_row - 2] = f'{GOOD.format(opened_at_row, 1)},"High Street'

    report = checked(written(tmp_path, *rows), tmp_path / "out")

    assert (report.rows, report.accepted) == (120_000, 119_999)
    assert rows_told(report) == [("malformed-line", opened_at_row)]
    kept = tmp_path / "out" / "rejected" / "incidents" / "incidents.csv-lines.csv"
    with kept.open(encoding="utf-8", newline="") as stream:
        assert [(row["rejected_row"], row["line"]) for row in csv.DictReader(stream)] == [
            (str(opened_at_row), rows[opened_at_row - 2])
        ]


def test_text_over_many_lines_stays_one_row_beside_a_mark_that_is_not_closed(tmp_path: Path):
    report = checked(
        written(
            tmp_path,
            f'{GOOD.format(1, 1)},"High ""Old""\nStreet, north"',
            f'{GOOD.format(2, 1)},"High Street',
            f'{GOOD.format(3, 1)},"Low Street"',
            f'{GOOD.format(4, 1)},"Low" Street',
            *with_street(5, 7),
        )
    )

    assert (report.rows, report.accepted) == (6, 4)
    assert rows_told(report) == [("malformed-line", 3), ("malformed-line", 5)]


def test_a_byte_of_nought_keeps_its_line_apart_and_no_other(tmp_path: Path):
    report = checked(written(tmp_path, *with_street(1, 3), f"{GOOD.format(3, 1)},High\0Street"))

    assert (report.rows, report.accepted) == (3, 2)
    assert rows_told(report) == [("malformed-line", 4)]
    assert report.findings[0].sentence == (
        "The line is no row: it holds a byte of nought, which no letter has. The header has 7 cells. Seen: "
        "'I3,cleveland,2022-03-01T10:00:00Z,immediate,true,15,High␀Str...'."
    )


def test_masses_of_marks_that_are_not_closed_leave_the_file_out(tmp_path: Path):
    rows = [row if number % 3 else row[:-1] for number, row in enumerate(with_street(1, 70_001, '"High"'))]

    report = checked(written(tmp_path, *rows))

    assert rows_told(report) == [("unreadable-file", None)]
