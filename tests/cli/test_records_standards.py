"""`peelian records standards` and `peelian records coverage`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.standard_coverage import coverage, policing_items
from peelian.interfaces.cli.trace import load_items
from peelian.records.planted import plant
from tests.cli.conftest import Give

CATALOGUE = load_catalogue()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """The cancellations of two forces, one of them decided by the wrong role."""
    rows = [
        {"cancellation_id": "K1", "approved_by_role": "registrar", "approved_by": "P1"},
        {"cancellation_id": "K2", "approved_by_role": "officer", "approved_by": "P2", "force": "durham"},
    ]
    plant({"cancellations": rows}, CATALOGUE.record_tables, tmp_path / "checked" / "accepted")
    return tmp_path / "checked"


def test_exceptions_are_listed_and_end_in_status_1(give: Give, records: Path) -> None:
    answer = give(
        "records", "standards", records, "--on", "2022-03-31", "--standard", "cancelled-by-the-registrar"
    )

    assert answer.exit_code == 1
    assert answer.stdout.splitlines() == [
        "standard                        force  how it stands",
        "cancelled-by-the-registrar  cleveland  1 of 1 meet it",
        "cancelled-by-the-registrar     durham  0 of 1 meet it",
        "",
        "Crimes cancelled by the registrar alone: 1 exception, 2 relevant",
        "  durham, K2: approved by role not allowed: officer",
    ]
    assert answer.stderr.splitlines()[-1] == "Standards checked: 1; not checked: 0."


def test_rows_that_cannot_be_judged_are_told_with_the_reason(give: Give, tmp_path: Path) -> None:
    incident = {"opened_at": "2022-03-01T10:00", "attendance_required": True, "target_minutes": 15}
    rows = [
        {**incident, "incident_id": "I1", "attended_at": "2022-03-01T10:10"},
        {**incident, "incident_id": "I2", "attended_at": "2022-03-01T09:50"},
        {**incident, "incident_id": "I3", "attended_at": "2022-03-01T12:00", "target_minutes": None},
    ]
    plant({"incidents": rows}, CATALOGUE.record_tables, tmp_path / "accepted")

    answer = give(
        "records", "standards", tmp_path, "--on", "2022-03-31", "--standard", "attended-within-published-time"
    )

    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[1:] == ["attended-within-published-time  cleveland  1 of 1 meet it"]
    assert answer.stderr.splitlines() == [
        "attended-within-published-time leaves out 1 row: target minutes is blank.",
        "attended-within-published-time leaves out 1 row: time attended lies before time opened.",
        "Standards checked: 1; not checked: 0.",
    ]


def test_a_met_standard_ends_in_status_0_and_json(give: Give, records: Path) -> None:
    answer = give(
        "records", "standards", records, "--on", "2022-03-31", "--standard", "outcome-type-known", "--json"
    )

    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["on"], found["checked"]) == (0, "2022-03-31", 0)
    assert found["standards"][0]["reason"] == "The records hold no table outcomes."


def test_the_overview_is_written_with_every_force(give: Give, records: Path, tmp_path: Path) -> None:
    give(
        "records", "standards", records, "--on", "2022-03-31", "--standard", "cancelled-by-the-registrar",
        "--out", tmp_path / "out",
    )  # fmt: skip

    with (tmp_path / "out" / "standards.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["force"], row["relevant"], row["exceptions"]) for row in csv.DictReader(file)]
    kept = json.loads((tmp_path / "out" / "standards.json").read_text(encoding="utf-8"))
    assert rows == [("cleveland", "1", "0"), ("durham", "1", "1")]
    assert kept["with_exceptions"] == 1
    assert (tmp_path / "out" / "standards" / "cancelled-by-the-registrar-v1.csv").is_file()


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--standard", "nothing"), 2, "There is no standard nothing on 31 March 2022.\nThere are "),
        (("--standard", "told-of-delays"), 2, "told-of-delays on 31 March 2022. Like it: told-of-delay."),
        (("--engine", "abacus"), 1, "There is no engine 'abacus'. Choose duckdb, spark"),
    ],
)
def test_what_is_not_known_is_refused(
    give: Give, records: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    answer = give("records", "standards", records, "--on", "2022-03-31", *words)

    assert (answer.exit_code, sentence in answer.stderr) == (status, True)


def test_a_folder_that_is_missing_is_refused(give: Give, tmp_path: Path) -> None:
    answer = give("records", "standards", tmp_path / "absent")

    assert (answer.exit_code, "There is no folder" in answer.stderr) == (1, True)


def test_coverage_lists_each_item_of_a_section_with_its_standards(give: Give) -> None:
    answer = give("records", "coverage", "--section", "A4", "--json")

    found = json.loads(answer.stdout)
    assert (answer.exit_code, found["items"], found["covered"]) == (0, 9, 9)
    assert found["list"][0] == {
        "item": "S-081",
        "name": "Outcome type",
        "section": "A4",
        "standards": ["outcome-type-known"],
    }


def test_a_section_that_is_not_known_is_refused_with_the_choices(give: Give) -> None:
    answer = give("records", "coverage", "--section", "Z9")

    assert (answer.exit_code, "There is no section Z9. Sections: A4, D1" in answer.stderr) == (2, True)


def test_the_items_to_cover_are_those_of_the_register() -> None:
    register = [item.identifier for item in load_items(ROOT) if item.side == "d"]

    assert [item.identifier for item in policing_items(CATALOGUE)] == register


def test_every_item_is_covered() -> None:
    assert [each.item.identifier for each in coverage(CATALOGUE) if not each.covered] == []
