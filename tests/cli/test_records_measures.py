"""`peelian records measures`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from peelian.catalogue import load_catalogue
from peelian.records.planted import plant
from tests.cli.conftest import Give

ABUSE = {"domestic_abuse": True, "opened_at": "2021-05-01 10:00"}
RECORDS: dict[str, list[dict[str, Any]]] = {
    "incidents": [ABUSE] * 57 + [{"opened_at": "2021-06-01 10:00", "priority": "immediate"}] * 3
}
ASKED = ("--period", "year-ending-2022-03-31", "--measure", "domestic-abuse-incidents-per-1000")


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    plant(RECORDS, load_catalogue().record_tables, folder)
    return folder


def test_a_rate_is_formed_on_the_population_of_the_catalogue(give: Give, records: Path) -> None:
    answer = give("records", "measures", records, *ASKED, "--json")

    values = json.loads(answer.stdout)["values"]
    assert [(value["force"], value["numerator"], value["denominator"]) for value in values] == [
        ("cleveland", 57, 569768)
    ]


def test_a_population_file_takes_the_place_of_the_catalogues(
    give: Give, records: Path, tmp_path: Path
) -> None:
    path = tmp_path / "populations.csv"
    path.write_text("force,population\nCleveland Police,19000\n", encoding="utf-8")

    answer = give("records", "measures", records, *ASKED, "--populations", path)

    assert answer.stdout.splitlines()[1:] == [
        "domestic-abuse-incidents-per-1000  cleveland  3.0 per 1,000 population"
    ]


def test_every_fault_of_a_population_file_is_told(give: Give, records: Path, tmp_path: Path) -> None:
    path = tmp_path / "populations.csv"
    path.write_text("force,population\nNowhere,19000\ncleveland,-5\n", encoding="utf-8")

    answer = give("records", "measures", records, *ASKED, "--populations", path)

    assert answer.exit_code == 1
    assert "'Nowhere' is no force of the catalogue." in answer.stderr
    assert "-5 is no whole number above 0." in answer.stderr


def test_breakdowns_that_a_measure_lacks_leave_it_out_with_the_reason(give: Give, records: Path) -> None:
    answer = give("records", "measures", records, *ASKED, "--by", "priority", "--json")

    left_out = json.loads(answer.stdout)["left_out"]
    assert left_out == [
        {
            "measure": "domestic-abuse-incidents-per-1000",
            "reason": "There is no breakdown priority of the measure. Its breakdowns: year, month, day, hour.",
        }
    ]


def test_measures_of_tables_that_are_not_there_are_left_out(give: Give, records: Path) -> None:
    answer = give(
        "records", "measures", records, "--period", "2021", "--measure", "calls-abandoned", "--json"
    )

    left_out = json.loads(answer.stdout)["left_out"]
    assert left_out == [{"measure": "calls-abandoned", "reason": "The records hold no table contacts."}]


def written_at(folder: Path) -> dict[str, int]:
    """When each file was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_and_a_second_run_reads_nothing_again(
    give: Give, records: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = give("records", "measures", records, *ASKED, "--out", out)
    kept = written_at(out / "finished")

    second = give("records", "measures", records, *ASKED, "--out", out)

    assert kept
    assert written_at(out / "finished") == kept
    assert second.stdout == first.stdout
    rows = list(csv.DictReader((out / "measures.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["force"], row["prints"]) for row in rows] == [("cleveland", "0.1 per 1,000 population")]
    assert pq.read_table(out / "measures.parquet").num_rows == 1


def test_changed_records_are_read_again(give: Give, records: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    give("records", "measures", records, *ASKED, "--out", out)
    plant({"incidents": [ABUSE] * 570}, load_catalogue().record_tables, records)

    answer = give("records", "measures", records, *ASKED, "--out", out)

    assert answer.stdout.splitlines()[1].endswith("1.0 per 1,000 population")


@pytest.mark.parametrize(
    "period", ["last year", "2021-13", "2022-03-31..2021-04-01", "year-ending-2022-02-30"]
)
def test_a_period_that_names_none_is_refused_with_the_forms(give: Give, records: Path, period: str) -> None:
    answer = give("records", "measures", records, "--period", period)

    assert answer.exit_code == 2
    assert "names no period. Write 2021, 2022-03" in " ".join(answer.stderr.split())


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2021", ("2021-01-01", "2021-12-31")),
        ("2022-02", ("2022-02-01", "2022-02-28")),
        ("year-ending-2020-02-29", ("2019-03-01", "2020-02-29")),
        ("2021-04-01..2021-04-01", ("2021-04-01", "2021-04-01")),
    ],
)
def test_the_forms_of_a_period(give: Give, records: Path, period: str, days: tuple[str, str]) -> None:
    answer = give(
        "records", "measures", records, "--period", period, "--measure", "calls-abandoned", "--json"
    )

    named = json.loads(answer.stdout)["period"]
    assert (named["first_day"], named["last_day"]) == days


def test_a_period_without_any_row_is_told_and_is_no_success(give: Give, records: Path) -> None:
    answer = give("records", "measures", records, "--period", "2062", *ASKED[2:])

    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.splitlines()[-1] == (
        "Error: No measure has a value for the period from 1 January 2062 to 31 December 2062. Look at --period, and "
        "at the reasons why measures are left out."
    )


def test_a_measure_that_is_not_there_is_refused(give: Give, records: Path) -> None:
    answer = give("records", "measures", records, "--period", "2021", "--measure", "nothing")

    assert answer.exit_code == 2
    assert answer.stderr.splitlines()[-2:] == [
        "Error: Invalid value for --measure: There is no measure nothing.",
        f"There are {len(load_catalogue().measures)} measures; the page docs/reference/measures.md lists them.",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("--measure", "calls-abandonned"),
            "There is no measure calls-abandonned. Like it: calls-abandoned.",
        ),
        (("--by", "monht"), "There is no breakdown monht. Like it: month."),
    ],
)
def test_a_name_that_is_mistyped_is_wrong_use_and_told_with_what_is_like_it(
    give: Give, records: Path, words: tuple[str, ...], sentence: str
) -> None:
    answer = give("records", "measures", records, "--period", "2021", *words)

    assert (
        answer.exit_code,
        answer.stderr.splitlines()[-1].partition("value for ")[2].partition(": ")[2],
    ) == (2, sentence)


def test_a_ratio_of_groups_says_once_that_it_needs_residents_by_group(give: Give, tmp_path: Path) -> None:
    folder = tmp_path / "searches"
    searches = [
        {"searched_at": "2021-05-01 10:00", "kind": "person", "self_defined_group": each}
        for each in ("white", "black")
    ]
    plant({"stop_searches": searches}, load_catalogue().record_tables, folder)
    asked = ("--period", "year-ending-2022-03-31", "--measure", "search-rate-ratio")

    answer = give("records", "measures", folder, *asked, "--json")

    told = json.loads(answer.stdout)
    assert told["values"] == []
    assert [(each["measure"], each["reason"]) for each in told["left_out"]] == [
        (
            "search-rate-ratio",
            "It needs residents by force and self_defined_group. Name a file of them with --populations; its columns "
            "are force, group and population.",
        )
    ]
