"""Columns that were not sent are no blanks: what needs them is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Give

SENT = (
    "contact_id,force,received_at,channel,repeat_status\n"
    "C1,cleveland,2021-05-01T10:00:00Z,emergency,repeat\n"
    "C2,cleveland,2021-05-02T10:00:00Z,emergency,first\n"
)
UNSENT = "contact_id,force,received_at,channel\nC9,durham,2021-05-01T10:00:00Z,emergency\n"
PERIOD = ("--period", "2021", "--measure", "contacts-repeat", "--json")
NOT_SENT = "The column contacts.repeat_status was not sent."


def measured(give: Give, folder: Path, out: Path) -> dict[str, Any]:
    give("records", "check", folder, "--out", out)
    return dict(json.loads(give("records", "measures", out, *PERIOD).stdout))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "extracts").mkdir()
    return tmp_path / "extracts"


def test_a_measure_is_left_out_where_nobody_sent_its_column(give: Give, folder: Path, tmp_path: Path) -> None:
    (folder / "contacts.csv").write_text(UNSENT, encoding="utf-8")

    found = measured(give, folder, tmp_path / "out")

    assert found["values"] == []
    assert found["left_out"] == [{"measure": "contacts-repeat", "reason": NOT_SENT}]


def test_a_measure_is_left_out_for_the_force_alone_that_did_not_send(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    (folder / "contacts-cleveland.csv").write_text(SENT, encoding="utf-8")
    (folder / "contacts-durham.csv").write_text(UNSENT, encoding="utf-8")

    found = measured(give, folder, tmp_path / "out")

    assert [value["force"] for value in found["values"]] == ["cleveland"]
    assert found["left_out"] == [{"measure": "contacts-repeat", "reason": NOT_SENT, "force": "durham"}]


def test_rows_that_repeat_an_identifier_do_not_hide_what_was_not_sent(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    (folder / "contacts.csv").write_text(UNSENT + UNSENT.splitlines()[1] + "\n", encoding="utf-8")

    found = measured(give, folder, tmp_path / "out")

    assert [each["reason"] for each in found["left_out"]] == [NOT_SENT]


def test_a_measure_without_rows_in_the_period_says_so(give: Give, folder: Path, tmp_path: Path) -> None:
    (folder / "contacts.csv").write_text(SENT.replace("2021", "2020"), encoding="utf-8")

    found = measured(give, folder, tmp_path / "out")

    reason = "No row that it looks at lies in the period from 1 January 2021 to 31 December 2021."
    assert found["left_out"] == [{"measure": "contacts-repeat", "reason": reason}]


def test_months_are_those_of_the_moment_where_no_month_was_sent(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    crimes = "crime_id,force,recorded_at,offence_group\nC1,cleveland,2021-06-30T23:30:00Z,violence\n"
    (folder / "crimes.csv").write_text(crimes, encoding="utf-8")
    give("records", "check", folder, "--out", tmp_path / "out")
    named = ("--period", "2021", "--by", "month", "--measure", "crimes-per-1000", "--json")

    found = json.loads(give("records", "measures", tmp_path / "out", *named).stdout)

    assert [(each["breakdown"], each["numerator"]) for each in found["values"]] == [({"month": "2021-07"}, 1)]


def test_each_measure_of_the_catalogue_is_valued_or_left_out(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    (folder / "contacts.csv").write_text(SENT, encoding="utf-8")
    give("records", "check", folder, "--out", tmp_path / "out")

    found = json.loads(give("records", "measures", tmp_path / "out", "--period", "2021", "--json").stdout)

    valued = {value["measure"] for value in found["values"]}
    left_out = {each["measure"] for each in found["left_out"]}
    wanted = {each["identifier"] for each in found["measures"]} | left_out
    assert valued | left_out == wanted


def test_a_standard_is_not_checked_over_columns_that_were_not_sent(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    (folder / "contacts-cleveland.csv").write_text(SENT, encoding="utf-8")
    (folder / "contacts-durham.csv").write_text(UNSENT, encoding="utf-8")
    give("records", "check", folder, "--out", tmp_path / "out")
    named = ("--standard", "repeat-check-recorded", "--standard", "thrive-after-online-receipt")

    answer = give("records", "standards", tmp_path / "out", "--on", "2022-03-31", *named, "--json")

    repeats, online = json.loads(answer.stdout)["standards"]
    assert (online["state"], online["reason"]) == ("not-run", "The column contacts.thrive_at was not sent.")
    assert repeats["reason"] == "The column contacts.demand was not sent."


def test_a_standard_leaves_out_the_force_alone_that_did_not_send(
    give: Give, folder: Path, tmp_path: Path
) -> None:
    with_demand = SENT.replace("channel,", "channel,demand,").replace("emergency,", "emergency,,")
    (folder / "contacts-cleveland.csv").write_text(with_demand, encoding="utf-8")
    (folder / "contacts-durham.csv").write_text(UNSENT, encoding="utf-8")
    give("records", "check", folder, "--out", tmp_path / "out")
    named = ("--on", "2022-03-31", "--standard", "repeat-check-recorded")

    answer = give("records", "standards", tmp_path / "out", *named, "--json")

    found = json.loads(answer.stdout)["standards"][0]
    assert [each["force"] for each in found["left_out"]] == ["durham"]
    assert {each["force"] for each in found["forces"]} <= {"cleveland"}
