"""Stages of monitoring over both APIs: what is published, and the way from a proposal to its decision."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from peelian.apps.organisations.models import Role
from tests.apps.followup.world import draft_concern, issue
from tests.apps.judgements.world import lead_of
from tests.apps.monitoring.world import (
    ENTERING,
    LEAVING,
    answer,
    chief,
    decide_on,
    entered,
    hmcic,
    hmi,
    notice,
    propose,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.api.caller import Caller
from tests.interfaces.public.made import make_stage

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 10)
EVIDENCE = [{"text": "A visit", "day": "2023-02-01"}]


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def test_published_decisions_tell_criteria_evidence_and_what_was_left_open(client: Client) -> None:
    inspection = make_inspection()
    concern = draft_concern(inspection)
    issue(inspection, date(2022, 6, 1))
    decision = entered(TODAY)
    for criterion in decision.exit_criteria.all():
        criterion.result, criterion.reasons = "met", "Seen."
        criterion.assessed_on, criterion.assessed_by = TODAY, hmi()
        criterion.save()
    with time_machine.travel(date(2023, 9, 1), tick=False):
        leaving = notice(propose(**LEAVING), date(2023, 9, 1) + timedelta(days=14))
        answer(leaving)
        decide_on(leaving, date(2023, 9, 1))

    left, came = client.get("/api/v1/monitoring?force=cleveland").json()["data"]

    assert [each["title"] for each in left["left_open"]] == [concern.title]
    assert (came["stage"], came["criteria_version"], came["triggers"]) == (
        "engage",
        "2018",
        ["concern-not-answered"],
    )
    assert (came["evidence_from"], came["notice_given_on"]) == ("2022-11-04", "2023-03-10")
    assert came["exit_criteria"] == ENTERING["exit_criteria"]
    assert "We accept" not in str(left) + str(came)


@pytest.mark.item("S-224")
def test_replaced_decisions_are_told_from_standing_ones(client: Client) -> None:
    press = make_stage(make_force(), source_rank="press")
    caller = Caller(hmcic())
    made = caller.post(
        "/stage-decisions",
        {
            "force": "cleveland", "stage_set": "scan-engage", "stage": "engage", "effect": "enters",
            "effective_on": "2019-10-02", "decided_by": "Chief Inspector", "reasons": "By letter.",
            "source": "The letter",
            "replaces": str(press.pk),
        },
        201,
    )  # fmt: skip

    standing = client.get("/api/v1/monitoring?standing=true").json()["data"]
    replaced = client.get("/api/v1/monitoring?standing=false").json()["data"]

    assert [each["id"] for each in standing] == [made["id"]]
    assert [(each["id"], each["superseded_by"]) for each in replaced] == [(str(press.pk), made["id"])]


def test_decisions_come_as_csv_and_unknown_stages_are_refused(client: Client) -> None:
    make_stage(make_force())

    text = client.get("/api/v1/monitoring?format=csv").content.decode()
    refused = client.get("/api/v1/monitoring?stage=worst")

    assert text.splitlines()[0].startswith("id,force_slug,force_name,stage_set,stage,title")
    assert len(text.splitlines()) == 2
    assert refused.status_code == 422


def test_a_move_goes_its_whole_way_over_the_api() -> None:
    make_force()
    proposer, force, decider = Caller(hmi()), Caller(chief()), Caller(hmcic())
    made = proposer.post(
        "/stage-proposals",
        {
            "force": "cleveland", "stage": "engage", "triggers": ["service-failure"], "reasons": "Calls fail.",
            "evidence": EVIDENCE, "exit_criteria": ["Calls are answered."],
        },
        201,
    )  # fmt: skip
    where = f"/stage-proposals/{made['id']}"
    assert force.get("/stage-proposals")["data"] == []
    proposer.patch(where, {"expected_version": 1, "reasons": "Calls go unanswered."})
    proposer.post(f"{where}/notice", {"expected_version": 2, "represent_by": "2023-03-24"})
    running = decider.post(
        f"{where}/decision", {"expected_version": 3, "effective_on": "2023-03-10", "reasons": "So."}, 409
    )
    told = force.post(f"{where}/representations", {"text": "We accept it."}, 201)
    decided = decider.post(
        f"{where}/decision", {"expected_version": 3, "effective_on": "2023-03-10", "reasons": "Calls fail."}
    )

    assert running["code"] == "notice-running"
    assert [each["text"] for each in told["representations"]] == ["We accept it."]
    assert (decided["state"], decided["reasons"]) == ("decided", "Calls go unanswered.")


def test_proposal_is_withdrawn_and_strangers_find_nothing() -> None:
    proposal = propose()
    where = f"/stage-proposals/{proposal.pk}"
    Caller(chief(make_force("durham"))).post(f"{where}/representations", {"text": "No."}, 404)

    answered = Caller(hmi()).post(f"{where}/withdrawal", {"expected_version": 1, "reason": "It has acted."})

    assert (answered["state"], answered["withdrawn_reason"]) == ("withdrawn", "It has acted.")


def test_plan_meeting_and_criterion_of_a_force_in_engage() -> None:
    entered(TODAY)
    inspector, force = Caller(hmi()), Caller(chief())
    plan = force.post("/monitoring/cleveland/improvement-plans", {"text": "By May."}, 201)
    inspector.post(f"/improvement-plans/{plan['id']}/view", {"view": "accepted", "reasons": "It is whole."})
    meeting = inspector.post(
        "/monitoring/cleveland/meetings", {"group": "Oversight group", "planned_for": "2023-03-10"}, 201
    )
    inspector.post(
        f"/meetings/{meeting['id']}/minutes",
        {"held_on": "2023-03-10", "minutes": "Told.", "agreed": ["A date."]},
    )
    held = inspector.post(
        "/monitoring/cleveland/meetings/held",
        {"group": "Oversight group", "held_on": "2023-03-08", "minutes": "Asked."},
        201,
    )
    criterion = inspector.get("/monitoring/cleveland/exit-criteria")["data"][0]
    assessed = inspector.post(
        f"/exit-criteria/{criterion['id']}/result",
        {"result": "met", "reasons": "Seen.", "expected_version": criterion["version"]},
    )

    assert [each["view"] for each in force.get("/monitoring/cleveland/improvement-plans")["data"]] == [
        "accepted"
    ]
    assert [each["agreed"] for each in force.get("/monitoring/cleveland/meetings")["data"]] == [
        ["A date."],
        [],
    ]
    assert (held["held_on"], held["planned_for"]) == ("2023-03-08", "2023-03-08")
    assert (assessed["result"], assessed["version"]) == ("met", 2)
    assert force.get("/monitoring/cleveland/exit-criteria")["data"] == []


def test_notes_context_and_incidents_over_the_api() -> None:
    inspection = make_inspection()
    inspector, force, lead = Caller(hmi()), Caller(chief()), Caller(lead_of(inspection))
    inspector.post("/monitoring/cleveland/notes", {"noted_on": "2023-03-01", "text": "Seen."}, 201)
    factor = {"direction": "adverse", "text": "Posts are empty.", "outside_control": True}
    lead.post(f"/inspections/{inspection.pk}/context", factor, 422)
    lead.post(f"/inspections/{inspection.pk}/context", {**factor, "outside_reason": "Few apply."}, 201)
    incident = force.post(
        "/monitoring/cleveland/incidents",
        {
            "inspectorate": make_inspectorate().slug, "framework": "peel-2021-22",
            "target": "protecting-vulnerable-people", "reason": "Too few.", "measures": "Moved.",
            "started_on": "2023-03-01",
        },
        201,
    )  # fmt: skip
    ended = force.post(f"/incidents/{incident['id']}/end", {"ended_on": "2023-03-09", "ending": "Filled."})

    assert [each["text"] for each in inspector.get("/monitoring/cleveland/notes")["data"]] == ["Seen."]
    assert force.get("/monitoring/cleveland/notes")["data"] == []
    assert [each["text"] for each in lead.get(f"/inspections/{inspection.pk}/context")["data"]] == [
        "Posts are empty."
    ]
    assert (incident["is_current"], ended["is_current"]) == (True, False)
    assert [each["ending"] for each in inspector.get("/monitoring/cleveland/incidents")["data"]] == [
        "Filled."
    ]


def test_issue_is_shared_and_answered_over_the_api() -> None:
    inspection = make_inspection()
    lead, force = Caller(lead_of(inspection)), Caller(chief())
    told = lead.post(
        f"/inspections/{inspection.pk}/issues", {"text": "A fault.", "raised_on": "2023-02-01"}, 201
    )
    answered = {"remedy": "Mended.", "remedied_on": "2023-02-15"}
    force.post(f"/issues/{told['id']}/answer", answered, 404)
    lead.post(f"/issues/{told['id']}/share")

    known = force.post(f"/issues/{told['id']}/answer", answered)

    assert (known["days_to_remedy"], known["recheck"]) == (14, "unconfirmed")


def test_roles_without_a_step_are_refused() -> None:
    make_force()
    analyst = Caller(make_person(make_inspectorate(), Role.ANALYST))

    answered = analyst.post(
        "/stage-proposals",
        {"force": "cleveland", "stage": "engage", "reasons": "So.", "evidence": EVIDENCE},
        404,
    )

    assert answered["code"] == "not-permitted"
