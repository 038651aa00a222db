"""The same body sent twice to the workspace API: it is kept once, and what can be seen of no text is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine

from peelian.apps.accounts.models import User
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import lead_of
from tests.apps.monitoring.world import chief, hmi
from tests.apps.responses.world import officer, published
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.api.caller import Caller

pytestmark = pytest.mark.django_db
Case = Callable[[], tuple[User, str, dict[str, Any]]]


def evidence() -> tuple[User, str, dict[str, Any]]:
    inspection = make_inspection()
    body = {
        "inspection": str(inspection.pk), "kind": "interview", "title": "Response sergeant", "summary": "Calls wait.",
        "provenance": "staff-told-us", "marking": "official", "gathered_on": "2022-05-04",
        "interviewee_role": "Response sergeant",
    }  # fmt: skip
    return lead_of(inspection), "/evidence", body


def of_inspection(part: str, **body: Any) -> Case:
    def case() -> tuple[User, str, dict[str, Any]]:
        inspection = make_inspection()
        return lead_of(inspection), f"/inspections/{inspection.pk}/{part}", body

    return case


def of_monitoring(part: str, **body: Any) -> Case:
    def case() -> tuple[User, str, dict[str, Any]]:
        make_force()
        return hmi(), f"/monitoring/cleveland/{part}", body

    return case


def incident() -> tuple[User, str, dict[str, Any]]:
    body = {
        "inspectorate": make_inspectorate().slug, "framework": "peel-2021-22", "target": "responding-to-the-public",
        "reason": "Calls cannot be taken.", "measures": "Calls go next door.", "started_on": "2022-05-04",
    }  # fmt: skip
    return chief(), "/monitoring/cleveland/incidents", body


def of_body(address: str, **body: Any) -> Case:
    return lambda: (officer(), address, body)


def letter() -> tuple[User, str, dict[str, Any]]:
    body = {"title": "Letter", "sender": "HM Inspector", "dated": "2017-03-02", "text": "Dear Commissioner"}
    return officer(), f"/responses/{published().pk}/letters", body


CASES = {
    "evidence": evidence,
    "issue": of_inspection("issues", text="Exhibits were not logged.", raised_on="2022-05-04"),
    "context": of_inspection("context", direction="adverse", text="Few candidates apply."),
    "observation": of_inspection("observations", heading="Risk", text="Risk is understood."),
    "planned": of_monitoring("meetings", group="Oversight group", planned_for="2030-01-08"),
    "held": of_monitoring("meetings/held", group="Oversight group", held_on="2022-05-04", minutes="Said."),
    "note": of_monitoring("notes", noted_on="2022-05-04", text="Posts are vacant."),
    "incident": incident,
    "scrutiny": of_body("/scrutiny-meetings", title="Scrutiny board", held_on="2026-12-01"),
    "opportunity": of_body("/opportunities", area="prevention", text="Work with schools.", owner="A"),
    "letter": letter,
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_same_body_is_kept_once(case: Case) -> None:
    with time_machine.travel(date(2026, 11, 23), tick=False):
        user, address, body = case()
        caller = Caller(user)
        caller.post(address, body, 201)

        again = caller.post(address, body, 409)

    assert again["code"] == "on-record-already"


def test_same_words_of_another_day_and_of_another_person_are_kept() -> None:
    user, address, body = evidence()
    inspectorate = make_inspectorate()
    caller = Caller(user)
    caller.post(address, body, 201)

    caller.post(address, {**body, "gathered_on": "2022-05-05"}, 201)
    Caller(make_person(inspectorate, Role.INSPECTOR)).post(address, body, 201)

    assert len(caller.get("/evidence")["data"]) == 3


def test_evidence_that_was_withdrawn_can_be_recorded_again() -> None:
    user, address, body = evidence()
    caller = Caller(user)
    made = caller.post(address, body, 201)
    caller.post(
        f"/evidence/{made['id']}/withdraw", {"reason": "Recorded for the wrong area.", "expected_version": 1}
    )

    caller.post(address, body, 201)

    assert len(caller.get("/evidence")["data"]) == 1


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e \u200b", "\u2060\u00ad"])
def test_text_in_which_nothing_can_be_seen_is_asked_for_again(unseen: str) -> None:
    user, address, body = evidence()
    names = ("title", "summary", "interviewee_role")

    refused = Caller(user).post(address, {**body, **dict.fromkeys(names, unseen)}, 422)

    assert [each["field"] for each in refused["findings"]] == list(names)


def test_marks_that_turn_or_hide_words_are_dropped() -> None:
    user, address, body = evidence()

    made = Caller(user).post(address, {**body, "title": "Plan \u202eof\u202c Ll\u0175yd\x07 \ufffe"}, 201)

    assert made["title"].strip() == "Plan of Ll\u0175yd"
