"""The public files of records, whole, in one check: what their notes say is odd in them is found."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from peelian.interfaces.cli.main import main
from tests.records.public_files.places import DATA

MET = "stop_search/metropolitan/2019-01-metropolitan-stop-and-search.csv"
FORCES = "stop_search/seven_forces/2019-12-{}-stop-and-search.csv"
STREET = "street/2019-12-{}-street.csv"
Told = Callable[..., list[dict[str, Any]]]


def checked(out: Path, *words: str) -> dict[str, Any]:
    given = ["records", "check", *words, "--out", str(out), "--today", "2026-11-22", "--json"]
    result = CliRunner().invoke(main, given, catch_exceptions=False)
    assert result.exit_code == 1
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("checked")


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    return checked(out, str(DATA / "stop_search"), str(DATA / "street"))


@pytest.fixture(scope="module")
def told(report: dict[str, Any]) -> Told:
    """Find what a rule told, of one file or column where they are named."""

    def find(rule: str, file: str = "", column: str = "") -> list[dict[str, Any]]:
        return [
            found
            for found in report["findings"]
            if found["rule"] == rule and file in found["file"] and column in (found["column"], "")
        ]

    return find


@pytest.fixture(scope="module")
def wales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The joined files of Wales with a force named for them, so that their rows go on."""
    folder = str(DATA / "stop_search" / "wales")
    return checked(tmp_path_factory.mktemp("wales"), folder, "--force", ".=South Wales Police")


def sentences(found: list[dict[str, Any]]) -> list[str]:
    return [each["sentence"] for each in found]


def parquet_rows(folder: Path) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(path).num_rows for path in folder.rglob("*.parquet"))


def csv_rows(folder: Path) -> int:
    rows = 0
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows += sum(1 for _ in csv.reader(file)) - 1
    return rows


def test_accepted_and_rejected_rows_add_up_to_the_input(report: dict[str, Any], out: Path) -> None:
    read = {file["table"]: 0 for file in report["files"] if file["table"]}
    for file in report["files"]:
        if file["table"]:
            read[file["table"]] += file["rows"]
            assert file["accepted"] + file["rejected"] == file["rows"]

    assert read == {"stop_searches": 60_833, "crimes": 56_203}
    assert (report["accepted"], report["rejected"]) == (92_647, 24_389)
    assert parquet_rows(out / "accepted") == 92_647
    assert csv_rows(out / "rejected") == 24_389


def test_every_file_is_read_in_its_published_format(report: dict[str, Any]) -> None:
    formats = {file["format"] for file in report["files"] if file["file"].endswith(".csv")}

    assert formats == {"police-uk-stop-search", "police-uk-street"}


def test_the_joined_files_of_wales_name_no_force_and_are_kept_apart_whole(
    report: dict[str, Any], told: Told
) -> None:
    wales = [file for file in report["files"] if "/wales/" in file["file"]]

    assert (len(wales), sum(file["accepted"] for file in wales), sum(file["rejected"] for file in wales)) == (
        12,
        0,
        24_389,
    )
    assert sentences(told("missing-value", "wales/0.csv", "force"))[0].startswith("'force' is empty")


def test_the_joined_files_of_wales_have_a_column_without_a_name(told: Told) -> None:
    assert len(told("unnamed-column", "/wales/", "column 1")) == 12


def test_the_policing_operation_is_always_blank(told: Told) -> None:
    assert len(told("blank-column", column="operation")) == 9


def test_whether_the_outcome_is_linked_is_blank_in_every_row_of_the_metropolitan_force(told: Told) -> None:
    assert sentences(told("blank-column", MET, "outcome_linked")) == [
        "'outcome_linked' is blank in all 17,988 rows."
    ]


def blank_told(told: Told, file: str, column: str) -> list[dict[str, Any]]:
    """What is told of a column that is mostly blank: once, beside the other files where it differs from them."""
    return [*told("mostly-blank", file, column), *told("blanks-rise", file, column)]


@pytest.mark.parametrize(("force", "share"), [("merseyside", 77), ("leicestershire", 99), ("durham", 63)])
def test_whether_the_outcome_is_linked_is_mostly_blank_in_some_forces(
    told: Told, force: str, share: int
) -> None:
    (found,) = blank_told(told, FORCES.format(force), "outcome_linked")

    assert f"{share} percent" in found["sentence"]


def test_whether_the_outcome_is_linked_is_usable_in_essex(told: Told) -> None:
    assert blank_told(told, FORCES.format("essex"), "outcome_linked") == []


def test_south_yorkshire_has_no_places_and_hardly_a_word_of_clothing_removed(told: Told) -> None:
    file = FORCES.format("south-yorkshire")

    assert [found["column"] for found in told("blank-column", file)][-2:] == ["latitude", "longitude"]
    assert len(blank_told(told, file, "clothing_removed")) == 1


@pytest.mark.parametrize(("force", "rows"), [("essex", 132), ("derbyshire", 12), ("south-yorkshire", 65)])
def test_rows_that_say_the_same_are_counted(told: Told, force: str, rows: int) -> None:
    assert [found["rows"] for found in told("repeated-row", FORCES.format(force))] == [rows]


def test_places_far_from_the_force_are_told(told: Told) -> None:
    assert [found["rows"] for found in told("place-outside-area", FORCES.format("essex"))] == [24]


def test_children_under_10_and_searches_of_vehicles_without_a_person_are_accepted(
    report: dict[str, Any], out: Path
) -> None:
    import duckdb

    assert report["accepted"] == 92_647
    rows = f"read_parquet('{out}/accepted/stop_searches/*.parquet')"
    young, vehicles = duckdb.sql(
        "SELECT count(*) FILTER (age_range = 'under-10'), count(*) FILTER (kind = 'vehicle' AND gender IS NULL) "
        f"FROM {rows}"
    ).fetchall()[0]
    assert (young, vehicles) == (11, 629)


def test_anti_social_behaviour_bears_no_number_and_no_outcome(told: Told) -> None:
    numbered = told("numbered-rows", "street/")

    assert sum(found["rows"] for found in numbered) == 8_098
    assert all(found["sentence"].endswith("They are: Anti-social behaviour.") for found in numbered)
    assert (
        "'last_outcome' 2,147 (16 percent)"
        in told("blank-shares", STREET.format("avon-and-somerset"))[0]["sentence"]
    )


@pytest.mark.parametrize(
    ("force", "rows"),
    [("avon-and-somerset", 729), ("city-of-london", 24), ("merseyside", 405), ("south-yorkshire", 515)],
)
def test_crimes_that_say_the_same_are_counted(told: Told, force: str, rows: int) -> None:
    assert [found["rows"] for found in told("repeated-row", STREET.format(force))] == [rows]


def test_crime_numbers_that_occur_again_are_each_told_and_both_rows_kept(report: dict[str, Any]) -> None:
    counts = [count["rows"] for count in report["counts"] if count["rule"] == "repeated-identifier"]

    assert sum(counts) == 238


@pytest.mark.parametrize(
    ("force", "share"), [("avon-and-somerset", 10), ("city-of-london", 9), ("south-yorkshire", 6)]
)
def test_no_location_is_a_blank_place(told: Told, force: str, share: int) -> None:
    (found,) = told("blank-shares", STREET.format(force))

    told_of = [
        part.split("' ")[1]
        for part in found["sentence"].split(", '")
        if part.startswith(("location", "latitude"))
    ]
    assert [f"({share} percent)" in part for part in told_of] == [True, True]


def test_the_context_is_said_to_be_left_blank_by_the_publisher(told: Told) -> None:
    assert len(told("unused-columns", "street/", "Context")) == 6


def test_two_near_identical_labels_of_outcomes_are_set_beside_each_other(told: Told) -> None:
    found = [
        sentence
        for sentence in sentences(told("similar-words", column="last_outcome"))
        if "investigation" in sentence
    ]

    assert len(found) == 1
    assert "'Further action is not in the public interest' (125 rows)" in found[0]


def test_small_areas_outside_the_force_are_told_with_their_districts(told: Told) -> None:
    found = told("other-district", STREET.format("avon-and-somerset"))

    assert [each["rows"] for each in found] == [24]
    assert "Basingstoke and Deane" in found[0]["sentence"]


def test_months_that_a_force_lacks_are_told(told: Told) -> None:
    assert sorted(found["value"] for found in told("month-of-others", column="recorded_at")) == [
        "avon-and-somerset",
        "south-yorkshire",
    ]
    assert [found["value"] for found in told("missing-month", column="searched_at")] == ["metropolitan"]


def test_in_wales_rows_of_the_hour_after_midnight_fall_into_the_month_before(wales: dict[str, Any]) -> None:
    strays = {found["file"]: found["rows"] for found in wales["findings"] if found["rule"] == "stray-month"}

    assert strays == {
        "0.csv": 9, "1.csv": 15, "2.csv": 10, "3.csv": 12, "4.csv": 5,
        "5.csv": 8, "6.csv": 11,
    }  # fmt: skip


def test_in_wales_the_range_of_age_is_mostly_blank(wales: dict[str, Any]) -> None:
    blank = [
        found
        for found in wales["findings"]
        if found["rule"] in ("mostly-blank", "blanks-rise") and found["column"] == "age_range"
    ]

    assert len(blank) == 12


def test_in_wales_many_places_lie_far_outside_the_force_that_was_named(wales: dict[str, Any]) -> None:
    outside = [found for found in wales["findings"] if found["rule"] == "place-outside-area"]

    assert (len(outside), sum(found["rows"] for found in outside)) == (12, 7_426)


def test_with_a_force_named_every_row_of_wales_is_accepted(wales: dict[str, Any]) -> None:
    assert (wales["accepted"], wales["rejected"]) == (24_389, 0)
