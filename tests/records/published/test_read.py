"""Files of published figures in their three layouts, with what is odd in them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.read import read_published
from peelian.records.published.sheets import LARGEST_FILE
from peelian.records.published.values import PublishedFile, PublishedFinding
from peelian.stats.errors import StatsError
from tests.records.published.files import BREATH_HEADER, RATES_HEADER, rate_row, write_csv, write_workbook

DAYS = [datetime(2018, 9, 30), datetime(2019, 3, 31)]
WORKFORCE_TITLE = "Table 1: Police officers by police force area, England and Wales (FTE)"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def brief(findings: tuple[PublishedFinding, ...]) -> list[tuple[str, int | None, str]]:
    return [(finding.rule, finding.row, finding.weight) for finding in findings]


def rates(path: Path, *rows: list[str]) -> Path:
    return write_csv(path / "rates.csv", [RATES_HEADER, *rows])


def workforce(path: Path, *rows: list[object]) -> Path:
    header = ["", *DAYS, "number", "%"]
    return write_workbook(
        path / "workforce.xlsx", {"Index": [["Contents"]], "Table_1": [[WORKFORCE_TITLE], [], header, *rows]}
    )


def spending(path: Path, *rows: list[object]) -> Path:
    return write_workbook(path / "spending.xlsx", {"3_Funding": [["POA - Funding, £000s"], [], *rows]})


def forces_of(file: PublishedFile) -> list[tuple[str, str, Decimal | None]]:
    return [(value.force, value.measure, value.value) for value in file.of_forces]


def test_rows_are_read_by_header_with_totals_kept_apart(tmp_path: Path, catalogue: Catalogue) -> None:
    path = rates(
        tmp_path,
        rate_row("Avon & Somerset", "15,018", "1,599,555", "9.39", "2006/07"),
        rate_row("All - excluding BTP", "900,000", "53,000,000", "16.98"),
    )

    file = read_published(path, catalogue)

    assert file.format.identifier == "stop-and-search-rates"
    assert forces_of(file) == [
        ("avon-and-somerset", "stop-and-searches", Decimal(15018)),
        ("avon-and-somerset", "population", Decimal(1599555)),
        ("avon-and-somerset", "rate", Decimal("9.39")),
    ]
    assert [value.kind for value in file.apart] == ["total"] * 3
    assert brief(file.findings) == [("area-kept-apart", 3, "note")]


def test_each_value_knows_its_period_group_and_row(tmp_path: Path, catalogue: Catalogue) -> None:
    file = read_published(rates(tmp_path, rate_row("Kent", "1", "2", "0.5")), catalogue)

    value = file.values[0]
    assert (value.period, value.breakdown, value.row, value.unit) == (
        "2014/15",
        (("Ethnicity", "All"), ("Ethnicity_type", "All")),
        2,
        "stops and searches",
    )


def test_missing_numbers_keep_their_reason(tmp_path: Path, catalogue: Catalogue) -> None:
    file = read_published(rates(tmp_path, rate_row("Kent", " -   ", " N/A ", "")), catalogue)

    assert [(value.value, value.missing) for value in file.values] == [
        (None, "not recorded"),
        (None, "not applicable"),
        (None, "blank"),
    ]
    assert brief(file.findings) == [("blank-cell", 2, "note")]


def test_an_unknown_force_a_wrong_year_and_a_wrong_number_are_faults(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = rates(
        tmp_path,
        rate_row("Clevland", "1", "2", "0.5"),
        rate_row("Kent", "1", "2", "0.5", "2014/16"),
        rate_row("Kent", "1,2345", "2", "0.5"),
    )

    file = read_published(path, catalogue)

    assert brief(file.findings) == [
        ("unknown-force", 2, "fault"),
        ("not-a-period", 3, "fault"),
        ("not-a-number", 4, "fault"),
    ]
    assert [(value.kind, value.force) for value in file.values[:1]] == [("unknown", "")]


def test_a_row_that_is_cut_short_is_a_fault_and_the_rest_is_read(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    file = read_published(
        rates(tmp_path, ["Searches", "2014/15"], rate_row("Kent", "1", "2", "0.5")), catalogue
    )

    assert brief(file.findings) == [("short-row", 2, "fault")]
    assert len(file.values) == 3


def test_two_spellings_of_one_force_are_told_once(tmp_path: Path, catalogue: Catalogue) -> None:
    odd = rate_row("Avon & Somerset", "1", "2", "0.5")
    path = rates(tmp_path, odd, rate_row("Avon and Somerset", "1", "2", "0.5"), odd)

    assert brief(read_published(path, catalogue).findings) == [("two-spellings", 3, "note")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_mark_at_the_start_and_an_old_encoding_are_read(
    tmp_path: Path, catalogue: Catalogue, encoding: str
) -> None:
    row = ["2002", "Avon and Somerset", "Q1 Jan–Mar", "January", "1302", "179", "13.74807988"]
    path = write_csv(tmp_path / "breath.csv", [BREATH_HEADER, row], encoding)

    file = read_published(path, catalogue)

    assert [(value.period, value.value) for value in file.values] == [
        ("2002-01", Decimal(1302)),
        ("2002-01", Decimal(179)),
        ("2002-01", Decimal("13.74807988")),
    ]


def test_forces_down_takes_dates_only_and_tells_a_region_from_a_force_of_its_name(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = workforce(
        tmp_path,
        ["West Midlands ", 30, 33, 3, 10],
        ["West Mercia", 10, 11, 1, 10],
        ["West Midlands", 20, 22, 2, 10],
        ["Total 43 forces", 30, 33, 3, 10],
        ["British Transport Police", 5, 6, 1, 20],
        ["Total", 35, 39, 4, 11],
        ["Notes"],
        ["1. Some forces could not separate their officers."],
    )

    file = read_published(path, catalogue)

    assert [
        (value.force, value.kind, value.period, value.value) for value in file.values if value.row < 7
    ] == [
        ("", "region", "2018-09-30", Decimal(30)),
        ("", "region", "2019-03-31", Decimal(33)),
        ("west-mercia", "force", "2018-09-30", Decimal(10)),
        ("west-mercia", "force", "2019-03-31", Decimal(11)),
        ("west-midlands", "force", "2018-09-30", Decimal(20)),
        ("west-midlands", "force", "2019-03-31", Decimal(22)),
    ]
    assert brief(file.findings) == [
        ("area-kept-apart", 7, "note"),
        ("area-kept-apart", 9, "note"),
        ("remarks-below", 10, "note"),
    ]


def test_a_region_and_a_total_that_do_not_add_up_are_faults(tmp_path: Path, catalogue: Catalogue) -> None:
    path = workforce(
        tmp_path, ["Eastern", 21, 11, 0, 0], ["Essex", 20, 11, 0, 0], ["Total 43 forces", 20, 12, 0, 0]
    )

    file = read_published(path, catalogue)

    assert [(found.rule, found.row, found.column) for found in file.findings if found.weight == "fault"] == [
        ("sum-differs", 4, "2018-09-30"),
        ("sum-differs", 6, "2019-03-31"),
    ]


def test_a_number_not_available_is_missing_and_counts_as_none_in_the_sum(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = workforce(tmp_path, ["Eastern", 20, 11, 0, 0], ["Essex", 20, 11, 0, 0], ["Kent", "..", "..", 0, 0])

    file = read_published(path, catalogue)

    assert [value.missing for value in file.of_forces] == ["", "", "not available", "not available"]
    assert file.findings == ()


def test_forces_across_reads_categories_headings_marks_and_remarks(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = spending(
        tmp_path,
        ["POA category", "Avon & Somerset", "Kent", "Essex"],
        ["Officers"],
        ["TOTAL LOCAL POLICING*", 1.5, 2, 3],
        ["Grant", 4, 5, 6],
        ["Grant", 7, 8, 9],
        ["* Counted elsewhere."],
    )

    file = read_published(path, catalogue)

    assert [value.breakdown for value in file.values[::3]] == [
        (("heading", "Officers"), ("category", "TOTAL LOCAL POLICING")),
        (("heading", "Officers"), ("category", "Grant")),
        (("heading", "Officers"), ("category", "Grant"), ("occurrence", "2")),
    ]
    assert [value.value for value in file.values[:3]] == [Decimal("1.5"), Decimal(2), Decimal(3)]
    assert brief(file.findings) == [
        ("mark-on-name", 5, "note"),
        ("repeated-category", 7, "note"),
        ("remarks-below", 8, "note"),
    ]


def test_a_force_that_heads_two_columns_is_a_fault(tmp_path: Path, catalogue: Catalogue) -> None:
    path = spending(tmp_path, ["Category", "Kent", "Essex", "Kent Police"], ["Grant", 1, 2, 3])

    assert brief(read_published(path, catalogue).findings) == [
        ("two-spellings", 3, "note"),
        ("repeated-force", 3, "fault"),
    ]


def test_a_preamble_of_feedback_lines_is_passed_over(tmp_path: Path, catalogue: Catalogue) -> None:
    rows: list[list[object]] = [
        ["MYE2: Persons"],
        ["This met my needs, please produce it next year"],
        ["Code", "Name", "Geography", "All ages", 0],
        ["E06000062", "West Northamptonshire\u00a0", "Unitary Authority", 406733, 1],
    ]
    path = write_workbook(tmp_path / "populations.xlsx", {"MYE2 - Persons": rows})

    file = read_published(path, catalogue)

    assert [(value.area, value.breakdown[0], value.value) for value in file.values] == [
        ("E06000062", ("Name", "West Northamptonshire"), Decimal(406733))
    ]
    assert brief(file.findings) == [("preamble", 3, "note")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("notes.txt", b"a", "file-kind"),
        ("other.csv", b"a,b\n1,2\n", "format-unknown"),
        ("semicolons.csv", b"Calendar Year;Police Force\n2002;Kent\n", "format-unknown"),
        ("broken.xlsx", b"PK\x03\x04half of it", "file-unreadable"),
        ("empty.csv", b"", "format-unknown"),
        ("garbage.ods", bytes(range(256)) * 40, "file-unreadable"),
    ],
)
def test_a_file_that_is_none_of_the_known_is_refused_with_a_sentence(
    tmp_path: Path, catalogue: Catalogue, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(StatsError) as refused:
        read_published(path, catalogue)

    assert (refused.value.code, refused.value.message.startswith(name)) == (code, True)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(StatsError, match="There is no file"):
        read_published(tmp_path / "away.csv", catalogue)


def test_a_packed_file_that_is_no_workbook_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", bytes(1024 * 1024))

    with pytest.raises(StatsError, match=r"packed\.xlsx cannot be read: it cannot be opened"):
        read_published(path, catalogue)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)

    with pytest.raises(StatsError, match="are allowed"):
        read_published(path, catalogue)
