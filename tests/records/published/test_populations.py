"""Populations of force areas, summed from districts by a lookup."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.populations import Populations, build_populations
from peelian.stats.errors import StatsError
from tests.cli.conftest import Give, give
from tests.records.published.files import write_csv, write_workbook

__all__ = ["give"]

HEADER = ["LAD16CD", "LAD16NM", "CSP16CD", "PFA16CD", "PFA16NM"]
HARTLEPOOL = ["E06000001", "Hartlepool", "E22000001", "E23000013", "Cleveland"]
DURHAM = ["E06000047", "County Durham", "E22000002", "E23000008", "Durham"]
COASTAL = ["E07000205", "Suffolk Coastal", "E22000003", "E23000025", "Suffolk"]
WAVENEY = ["E07000206", "Waveney", "E22000004", "E23000025", "Suffolk"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def workbook(path: Path, *rows: tuple[str, str, object]) -> Path:
    table = [["Title"], ["Code", "Name", "Geography", "All ages"]]
    table += [[code, name, "Unitary Authority", value] for code, name, value in rows]  # type: ignore[list-item]
    return write_workbook(path / "populations.xlsx", {"MYE2 - Persons": table})


def lookup(path: Path, *rows: list[str]) -> Path:
    return write_csv(path / "lookup.csv", [HEADER, *rows], "utf-8-sig")


def faults(built: Populations) -> list[tuple[str, str]]:
    return [(finding.rule, finding.value) for finding in built.faults]


def test_districts_are_summed_to_forces_and_regions_are_not_counted(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    book = workbook(
        tmp_path,
        ("K04000001", "ENGLAND AND WALES", 300),
        ("E12000001", "NORTH EAST", 300),
        ("E06000001", "Hartlepool", 100),
        ("E06000047", "County Durham", 200),
        ("S12000005", "Clackmannanshire", 999),
    )

    built = build_populations(book, lookup(tmp_path, HARTLEPOOL, DURHAM), catalogue)

    assert [(row.force, row.value, row.districts) for row in built.rows] == [
        ("cleveland", 100, 1),
        ("durham", 200, 1),
    ]
    assert (built.total, built.reference, faults(built)) == (300, "mid-2020", [])


def test_a_district_newer_than_the_lookup_counts_where_those_before_it_lay(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    book = workbook(tmp_path, ("E07000244", "East Suffolk", 250))

    built = build_populations(book, lookup(tmp_path, COASTAL, WAVENEY), catalogue)

    assert [(row.force, row.value) for row in built.rows] == [("suffolk", 250)]
    assert built.findings[-1].sentence == (
        "The district East Suffolk (E07000244) is not in the lookup. It was formed on 2019-04-01 from E07000205, "
        "E07000206, which all lie in the area of Suffolk Constabulary; it is counted there."
    )
    assert faults(built) == []


def test_districts_that_do_not_map_are_each_a_fault_and_counted_nowhere(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    book = workbook(
        tmp_path,
        ("K04000001", "ENGLAND AND WALES", 600),
        ("E06000001", "Hartlepool", 100),
        ("E06000099", "Newtown", 200),
        ("E07000244", "East Suffolk", 250),
        ("E07000245", "West Suffolk", ".."),
    )
    moved = [*WAVENEY[:3], "E23000024", "Norfolk"]

    built = build_populations(book, lookup(tmp_path, HARTLEPOOL, DURHAM, COASTAL, moved), catalogue)

    assert (built.total, faults(built)) == (
        100,
        [
            ("not-a-number", ".."),
            ("district-unmapped", "E06000099"),
            ("district-unmapped", "E07000244"),
            ("district-unmapped", "E07000245"),
            ("district-without-population", "E06000047"),
            ("total-differs", "K04000001"),
        ],
    )


def test_an_area_that_is_no_force_and_a_district_in_two_areas_are_faults(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    nowhere = ["E06000002", "Middlesbrough", "E22000009", "E23000099", "Nowhere"]
    twice = [*HARTLEPOOL[:3], "E23000008", "Durham"]
    book = workbook(tmp_path, ("E06000001", "Hartlepool", 100))

    built = build_populations(book, lookup(tmp_path, HARTLEPOOL, nowhere, twice), catalogue)

    assert [(row.force, row.value) for row in built.rows] == [("cleveland", 100)]
    assert faults(built) == [("unknown-force", "E23000099"), ("district-twice", "E06000001")]


def test_a_lookup_without_codes_and_a_workbook_of_something_else_are_refused(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    book = workbook(tmp_path, ("E06000001", "Hartlepool", 100))
    bare = write_csv(tmp_path / "bare.csv", [["District", "Force"], ["E06000001", "Cleveland"]])

    with pytest.raises(StatsError, match=r"bare\.csv has no column such as LAD16CD"):
        build_populations(book, bare, catalogue)
    with pytest.raises(StatsError, match="none of the published files"):
        build_populations(bare, bare, catalogue)


def test_the_command_prints_the_total_and_writes_the_rows_of_the_catalogue(
    tmp_path: Path, give: Give
) -> None:
    book = workbook(tmp_path, ("E06000001", "Hartlepool", 100), ("E06000047", "County Durham", 200))

    result = give(
        "import",
        "populations",
        book,
        lookup(tmp_path, HARTLEPOOL, DURHAM),
        "--out",
        tmp_path / "populations.csv",
    )

    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1].split() == ["Total", "2", "300"]
    assert "Cleveland Police: 100 here, and 569,768 in the catalogue." in result.stderr
    written = (tmp_path / "populations.csv").read_text().splitlines()
    assert [line.split(",")[:3] for line in written] == [
        ["force", "reference", "value"],
        ["cleveland", "mid-2020", "100"],
        ["durham", "mid-2020", "200"],
    ]


def test_the_command_ends_in_status_1_where_a_district_does_not_map(tmp_path: Path, give: Give) -> None:
    book = workbook(tmp_path, ("E06000099", "Newtown", 200), ("E06000001", "Hartlepool", 100))

    result = give("import", "populations", book, lookup(tmp_path, HARTLEPOOL))

    assert result.exit_code == 1
    assert "The district Newtown (E06000099) is neither in the lookup" in result.stderr


def test_without_a_lookup_the_districts_of_the_catalogue_are_used(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    built = build_populations(workbook(tmp_path, ("E06000001", "Hartlepool", 100)), None, catalogue)

    assert [(row.force, row.value) for row in built.rows] == [("cleveland", 100)]
    assert {rule for rule, _ in faults(built)} == {"district-without-population"}
