"""`peelian records published`: public figures read and checked from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.cli.conftest import Give
from tests.records.published.files import RATES_HEADER, rate_row, write_csv


def rates(path: Path, *rows: list[str]) -> Path:
    return write_csv(path / "rates.csv", [RATES_HEADER, *rows])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_sound_file_is_told_in_words_and_ends_in_status_0(give: Give, tmp_path: Path) -> None:
    result = give("records", "published", rates(tmp_path, rate_row("Kent", "1", "1,000", "1.00")))

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "3 values of 1 force; 0 of other areas, kept apart.",
        "Stops and searches per 1,000 population: 1 worked out again equal the printed value, 0 differ, "
        "and 0 cannot be compared.",
    ]


def test_faults_end_in_status_1_and_stand_before_the_notes(give: Give, tmp_path: Path) -> None:
    path = rates(tmp_path, rate_row("All", "5", "", "1"), rate_row("Kent", "1", "1,000", "2"))

    result = give("records", "published", path)

    assert result.exit_code == 1
    assert [line for line in result.stderr.splitlines() if not line.startswith(" ")] == [
        "fault ratio-differs: 1",
        "note area-kept-apart: 1",
        "note blank-cell: 1",
    ]


def test_json_holds_every_row_that_differs_or_cannot_be_compared(give: Give, tmp_path: Path) -> None:
    path = rates(tmp_path, rate_row("Kent", "1", "1,000", "2"), rate_row("BTP", "1", "N/A", "N/A"))

    answer = json.loads(give("records", "published", path, "--json").stdout)

    (compared,) = answer["recomputed"]
    assert (answer["format"], compared["equal"]) == ("stop-and-search-rates", 0)
    assert [(row["row"], row["printed"], row["worked_out"]) for row in compared["different"]] == [
        (2, "2.00", "1.00")
    ]
    assert [row["reason"] for row in compared["not_compared"]] == [
        "Population of the ethnic group: not applicable"
    ]


def test_the_folder_holds_values_ratios_and_findings(give: Give, tmp_path: Path) -> None:
    path = rates(tmp_path, rate_row("Kent", "1,204*", "1,000", "N/A"))

    give("records", "published", path, "--out", tmp_path / "out")

    assert [
        (row["measure"], row["value"], row["missing"]) for row in table(tmp_path / "out" / "values.csv")
    ] == [
        ("stop-and-searches", "1204", ""),
        ("population", "1000", ""),
        ("rate", "", "not applicable"),
    ]
    assert len(table(tmp_path / "out" / "recomputed.csv")) == 1
    assert [row["rule"] for row in table(tmp_path / "out" / "findings.csv")] == ["mark-on-number"]


def test_a_text_that_could_run_in_a_spreadsheet_is_written_with_an_apostrophe(
    give: Give, tmp_path: Path
) -> None:
    path = rates(tmp_path, rate_row("=HYPERLINK(1)", "-1", "1,000", "N/A"))

    give("records", "published", path, "--out", tmp_path / "out")

    first = table(tmp_path / "out" / "values.csv")[0]
    assert (first["area"], first["value"]) == ("'=HYPERLINK(1)", "-1")


def test_a_file_of_no_known_form_is_refused_in_a_sentence(give: Give, tmp_path: Path) -> None:
    result = give("records", "published", write_csv(tmp_path / "other.csv", [["a", "b"]]))

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: other.csv is none of the published files that are known")


def test_a_release_is_a_table_of_forces_alone(give: Give, tmp_path: Path) -> None:
    path = rates(tmp_path, rate_row("Kent", "1", "1,000", "1.00"), rate_row("All", "5", "1,000", "5.00"))

    result = give("records", "published", path, "--release", "rate", "--where", "Ethnicity=All")

    assert (result.exit_code, result.stdout) == (
        0,
        "force,numerator,denominator,value,reason\nkent,1,1000,1.00,\n",
    )


def test_a_group_that_cannot_be_understood_is_wrong_use(give: Give, tmp_path: Path) -> None:
    path = rates(tmp_path, rate_row("Kent", "1", "1,000", "1.00"))

    result = give("records", "published", path, "--release", "rate", "--where", "Ethnicity")

    assert (result.exit_code, "--where" in result.stderr) == (2, True)
