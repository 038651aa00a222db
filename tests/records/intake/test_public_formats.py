"""Files of the police open data, small ones written here, taken in by their formats."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

from peelian.catalogue import load_catalogue
from peelian.interfaces.cli.main import main
from peelian.records.intake.check import check_folder
from peelian.records.intake.report import IntakeReport

STREET = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Crime type", "Last outcome category", "Context",
]  # fmt: skip
SEARCH = [
    "Type", "Date", "Part of a policing operation", "Policing operation", "Latitude", "Longitude", "Gender",
    "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search",
    "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing",
]  # fmt: skip
OUTCOME = [*STREET[:9], "Outcome type"]
PLACE = ["-3.0", "53.4", "On or near High Street", "E01006448", "Knowsley 001A"]
DAY = date(2020, 12, 31)


def write(path: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def crime(
    identifier: str, kind: str = "Burglary", outcome: str = "Local resolution", **other: Any
) -> list[str]:
    force = other.get("force", "Merseyside Police")
    place = other.get("place", PLACE)
    return [identifier, "2019-12", force, force, *place, kind, outcome, ""]


def search(moment: str = "2019-12-01T00:21:59+00:00", **other: str) -> list[str]:
    named = {
        "Type": "Person search", "Date": moment, "Latitude": "53.4", "Longitude": "-3.0", "Gender": "Male",
        "Age range": "18-24", "Self-defined ethnicity": "White - Irish", "Officer-defined ethnicity": "White",
        "Legislation": "Firearms Act 1968 (section 47)", "Object of search": "Firearms", "Outcome": "Arrest",
        "Outcome linked to object of search": "True", **other,
    }  # fmt: skip
    return [named.get(name, "") for name in SEARCH]


def checked(folder: Path, **options: Any) -> IntakeReport:
    return check_folder(folder, load_catalogue(), today=DAY, out=folder.parent / "out", **options)


def accepted(folder: Path, table: str, columns: str) -> list[tuple[Any, ...]]:
    rows = f"read_parquet('{folder.parent}/out/accepted/{table}/*.parquet')"
    return duckdb.sql(f"SELECT {columns} FROM {rows} ORDER BY ALL").fetchall()


def told(report: IntakeReport, rule: str) -> list[tuple[str, int]]:
    return [(found.column, found.rows) for found in report.findings if found.rule == rule]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_street_file_fills_the_table_of_crimes(folder: Path) -> None:
    write(folder / "2019-12-merseyside-street.csv", STREET, crime("a1"))

    report = checked(folder)

    assert [(file.table, file.format, file.accepted) for file in report.files] == [
        ("crimes", "police-uk-street", 1)
    ]
    assert accepted(folder, "crimes", "crime_id, force, month, offence, last_outcome, location") == [
        ("a1", "merseyside", date(2019, 12, 1), "Burglary", "Local resolution", "On or near High Street")
    ]


def test_a_row_without_a_number_is_known_by_its_place_and_a_repeated_number_is_kept(folder: Path) -> None:
    quiet = crime("", "Anti-social behaviour", "")
    write(folder / "2019-12-merseyside-street.csv", STREET, crime("a1"), quiet, quiet, crime("a1"))

    report = checked(folder)

    assert (report.accepted, report.rejected) == (4, 0)
    assert [row[0] for row in accepted(folder, "crimes", "crime_id")] == [
        "2019-12-merseyside-street.csv:3",
        "2019-12-merseyside-street.csv:4",
        "a1",
        "a1",
    ]
    assert told(report, "numbered-rows") == [("crime_id", 2)]
    assert told(report, "repeated-identifier") == [("crime_id", 1)]
    assert told(report, "repeated-row") == [("", 2)]


def test_no_location_is_a_blank_place_and_not_a_word(folder: Path) -> None:
    nowhere = crime("a2", place=["", "", "No Location", "", ""])
    write(folder / "2019-12-merseyside-street.csv", STREET, crime("a1"), nowhere)

    report = checked(folder)

    assert accepted(folder, "crimes", "location, latitude")[1] == (None, None)
    assert [found.sentence for found in report.findings if found.rule == "blank-shares"] == [
        "Blank cells among 2 rows: 'location' 1 (50 percent), 'lsoa_code' 1 (50 percent), 'lsoa_name' 1 (50 percent), "
        "'latitude' 1 (50 percent), 'longitude' 1 (50 percent)."
    ]


def test_a_far_place_and_a_district_of_another_force_are_told(folder: Path) -> None:
    far = crime(
        "a2", place=["-1.08", "51.28", "On or near Gilbert Close", "E01022539", "Basingstoke and Deane 007B"]
    )
    write(folder / "2019-12-merseyside-street.csv", STREET, crime("a1"), far)

    report = checked(folder)

    assert told(report, "place-outside-area") == [("latitude", 1)]
    assert told(report, "other-district") == [("lsoa_name", 1)]


def test_an_unknown_force_is_kept_apart_with_the_nearest_names(folder: Path) -> None:
    write(
        folder / "2019-12-merseyside-street.csv", STREET, crime("a1"), crime("a2", force="Mersyside Police")
    )

    report = checked(folder)

    assert (report.accepted, report.rejected) == (1, 1)
    assert [found.sentence for found in report.findings if found.rule == "unknown-force"] == [
        "'Mersyside Police' is not a force that is known. The nearest names are Merseyside Police. "
        "Correct it, or add it to the names of its force."
    ]


def test_a_search_takes_force_and_month_from_the_name_of_its_file(folder: Path) -> None:
    write(folder / "2019-12-merseyside-stop-and-search.csv", SEARCH, search())

    checked(folder)

    assert accepted(
        folder, "stop_searches", "search_id, force, month, searched_at, kind, self_defined_group, outcome_linked"
    ) == [
        (
            "2019-12-merseyside-stop-and-search.csv:2", "merseyside", date(2019, 12, 1),
            datetime(2019, 12, 1, 0, 21, 59), "person", "white", True,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "printed", "field", "held"),
    [
        ("Outcome", "Suspect arrested", "outcome", "arrest"),
        ("Outcome", "Arrest", "outcome", "arrest"),
        ("Outcome", "Nothing found - no further action", "outcome", "no-further-action"),
        ("Outcome", "A no further action disposal", "outcome", "no-further-action"),
        ("Age range", "under 10", "age_range", "under-10"),
        ("Type", "Vehicle search", "kind", "vehicle"),
        ("Removal of more than just outer clothing", "1.0", "clothing_removed", True),
        ("Removal of more than just outer clothing", "0.0", "clothing_removed", False),
        ("Removal of more than just outer clothing", "", "clothing_removed", None),
        ("Self-defined ethnicity", "Not Stated (NS)", "self_defined_group", "not-stated"),
    ],
)
def test_words_of_old_and_new_vocabularies_become_the_codes_of_the_table(
    folder: Path, column: str, printed: str, field: str, held: object
) -> None:
    write(folder / "2019-12-kent-stop-and-search.csv", SEARCH, search(**{column: printed}))

    checked(folder)

    assert accepted(folder, "stop_searches", field) == [(held,)]


def test_a_word_that_no_vocabulary_holds_is_kept_apart(folder: Path) -> None:
    write(folder / "2019-12-kent-stop-and-search.csv", SEARCH, search(Outcome="Sent to Coventry"), search())

    report = checked(folder)

    assert (report.accepted, report.rejected, told(report, "unknown-code")) == (1, 1, [("outcome", 1)])


def test_a_row_of_local_midnight_in_summer_belongs_to_the_month_before(folder: Path) -> None:
    rows = [search("2019-05-31T23:10:00+00:00"), search("2019-06-02T10:00:00+00:00")]
    write(folder / "2019-06-kent-stop-and-search.csv", SEARCH, *rows)

    report = checked(folder)

    assert told(report, "other-month") == [("searched_at", 1)]


def test_joined_files_that_name_no_force_are_kept_apart_whole(folder: Path) -> None:
    write(folder / "wales" / "0.csv", ["", *SEARCH], ["0", *search()], ["1", *search()])

    report = checked(folder)

    assert (report.accepted, report.rejected) == (0, 2)
    assert told(report, "missing-value") == [("force", 1), ("force", 1)]
    assert told(report, "unnamed-column") == [("column 1", 1)]


@pytest.mark.parametrize("path", ["wales", "wales/0.csv", "."])
def test_a_force_that_is_named_for_a_folder_or_file_lets_its_rows_go_on(folder: Path, path: str) -> None:
    write(folder / "wales" / "0.csv", SEARCH, search())

    report = checked(folder, forces={path: "south-wales"})

    assert (report.accepted, accepted(folder, "stop_searches", "force")) == (1, [("south-wales",)])


def test_a_force_that_is_named_never_replaces_the_one_in_the_file(folder: Path) -> None:
    write(folder / "2019-12-kent-stop-and-search.csv", SEARCH, search())

    checked(folder, forces={".": "south-wales"})

    assert accepted(folder, "stop_searches", "force") == [("kent",)]


def test_outcomes_that_have_one_number_get_it_and_others_keep_their_words(folder: Path) -> None:
    rows = [
        ["a1", "2020-01", "Kent Police", "Kent Police", *PLACE, words]
        for words in ("Suspect charged", "Fined")
    ]
    write(folder / "2020-01-kent-outcomes.csv", OUTCOME, *rows)

    checked(folder)

    assert accepted(folder, "outcomes", "outcome_code, outcome, crime_id") == [
        ("1", "Suspect charged", "a1"),
        ("Fined", "Fined", "a1"),
    ]


def test_two_folders_are_checked_at_once_and_their_files_keep_the_name_of_the_folder(folder: Path) -> None:
    write(folder / "one" / "2019-12-kent-stop-and-search.csv", SEARCH, search())
    write(folder / "two" / "2019-12-merseyside-street.csv", STREET, crime("a1"))

    report = check_folder([folder / "one", folder / "two"], load_catalogue(), today=DAY)

    assert [file.file for file in report.files] == [
        "one/2019-12-kent-stop-and-search.csv",
        "two/2019-12-merseyside-street.csv",
    ]


@pytest.mark.parametrize("given", ["wales", "=kent", "wales=Mordor"])
def test_a_force_that_cannot_be_understood_is_wrong_use(folder: Path, given: str) -> None:
    result = CliRunner().invoke(main, ["records", "check", str(folder), "--force", given])

    assert (result.exit_code, "--force" in result.output) == (2, True)
