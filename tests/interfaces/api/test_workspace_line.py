"""The line of an inspection over the workspace API, from its plan to its publication."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import Role
from tests.apps.world import framework_version, make_force, make_inspectorate, make_person
from tests.interfaces.api.caller import ROOT, Caller

pytestmark = pytest.mark.django_db
RESPONDING = "responding-to-the-public"
VICTIMS = "service-to-victims"


@pytest.fixture
def lead() -> User:
    return make_person(make_inspectorate(), Role.LEAD_INSPECTOR, name="Lee Lead")


@pytest.fixture
def hmi() -> User:
    return make_person(make_inspectorate(), Role.HMI, name="Ada Accountable")


def planned(lead: User, hmi: User) -> dict[str, Any]:
    """An inspection of two areas, planned over the API, in fieldwork."""
    framework_version("peel-2021-22")
    make_force()
    caller = Caller(lead)
    round = caller.post(
        "/rounds",
        {"framework": "peel-2021-22", "title": "PEEL 2021/22", "slug": "peel-2021-22", "starts_on": "2021-10-01",
         "ends_on": "2022-12-31"},
        201,
    )  # fmt: skip
    inspection = caller.post(
        f"/rounds/{round['id']}/inspections",
        {"force": "cleveland", "areas": [VICTIMS, RESPONDING], "lead_inspector": lead.email,
         "accountable_inspector": hmi.email, "first_time_topics": []},
        201,
    )  # fmt: skip
    moved: dict[str, Any] = caller.post(
        f"/inspections/{inspection['id']}/advance", {"action": "start-fieldwork"}
    )
    return moved


def recorded_evidence(lead: User, inspection: dict[str, Any]) -> dict[str, Any]:
    body = {
        "inspection": inspection["id"], "kind": "document", "title": "Problem-solving plans",
        "summary": "Plans read on site.", "provenance": "verified", "marking": "official",
        "gathered_on": "2022-05-04", "document_owner": "Force performance team", "document_date": "2022-01-01",
        "document_version": "2", "links": [{"target": RESPONDING}],
    }  # fmt: skip
    made: dict[str, Any] = Caller(lead).post("/evidence", body, 201)
    return made


def assessed(lead: User, inspection: dict[str, Any]) -> dict[str, Any]:
    """A finding that speaks to every characteristic of the graded area."""
    area = framework_version("peel-2021-22").framework.target(RESPONDING)
    body = {
        "target": RESPONDING, "headline": "Risk is understood at first contact",
        "characteristics": [each.identifier for each in getattr(area, "characteristics", ())],
        "points": [{"polarity": "favourable", "text": "Calls are answered.", "provenance": "verified"}],
    }  # fmt: skip
    made: dict[str, Any] = Caller(lead).post(f"/inspections/{inspection['id']}/findings", body, 201)
    return made


def test_line_runs_from_plan_to_publication(lead: User, hmi: User) -> None:
    inspector, accountable = Caller(lead), Caller(hmi)
    liaison = Caller(make_person(make_force(), Role.FORCE_LIAISON))
    office = Caller(make_person(make_inspectorate(), Role.PUBLICATIONS))
    inspection = planned(lead, hmi)
    here = f"/inspections/{inspection['id']}"
    component = {"component": "victim-service-assessment", "state": "done", "done_on": "2022-06-01"}
    inspector.post(f"{here}/components", {**component, "expected_version": 1})
    evidence = recorded_evidence(lead, inspection)
    finding = assessed(lead, inspection)
    victims = inspector.post(
        f"{here}/findings",
        {"target": VICTIMS, "headline": "Calls are answered sooner", "stage": "contact"},
        201,
    )
    figure = {
        "kind": "count", "key": "F-1", "measure": "Calls in which risk was assessed", "source": "Case-file review",
        "period": {"kind": "year-ending", "date": "2022-03-31"}, "polarity": "success", "k": 75, "n": 77,
    }  # fmt: skip
    words = inspector.post(f"{here}/figures", {"value": figure, "finding": finding["id"]}, 201)["words"]
    judgement = f"{here}/judgements/{RESPONDING}"
    proposal = {
        "grade": "good",
        "reasons": "Plans are used.",
        "evidence": [evidence["id"]],
        "expected_version": 1,
    }
    proposed = inspector.post(f"{judgement}/provisional", proposal)
    final = accountable.post(f"{judgement}/finalise", {"expected_version": proposed["version"]})
    for target in (VICTIMS, RESPONDING):
        for kind in ("cause-of-concern", "area-for-improvement"):
            answer = "not-applicable" if target == VICTIMS else "none"
            inspector.post(f"{here}/none-declared", {"target": target, "kind": kind, "answer": answer})
    inspector.patch(
        f"{here}/report",
        {"expected_version": 1, "summary": "Inspectors looked at two areas.", "signatory_name": "A. Chief",
         "signatory_office": "HM Chief Inspector", "observations_introduction": "The force has changed.",
         "changes": "There is a new scale.", "service_introduction": "Cases were read.",
         "data_introduction": "Every figure has its source."},
    )  # fmt: skip
    inspector.post(
        f"{here}/observations",
        {"heading": "Risk", "text": "Risk is understood.", "findings": [finding["id"]]},
        201,
    )
    inspector.post(f"{here}/advance", {"action": "start-drafting"})
    check = inspector.post(f"{here}/accuracy-checks", {"closes_on": "2099-01-31"}, 201)
    shown = liaison.get(f"/accuracy-checks/{check['id']}")
    comment = liaison.post(
        f"/accuracy-checks/{check['id']}/comments", {"place": "Summary", "text": "It was three areas."}, 201
    )
    liaison.post(f"/accuracy-checks/{check['id']}/submit")
    inspector.post(
        f"/accuracy-comments/{comment['id']}/answer",
        {"answer": "It was two.", "accepted": False, "expected_version": comment["version"] + 1},
    )
    signed = accountable.post(f"{here}/sign-off")
    gates = accountable.get(f"{here}/publication-gates")
    published = office.post(f"{here}/publish", {"published_on": "2023-03-17"}, 201)

    assert words == "75 of 77"
    assert (final["state"], final["final_by"]) == ("final", "Ada Accountable")
    assert shown["report"]["areas"][0]["identifier"] in (VICTIMS, RESPONDING)
    assert victims["target"] == VICTIMS
    assert signed["state"] == "sign-off"
    assert [gate for gate in gates if gate["severity"] == "block"] == []
    public = Client().get(f"/api/v1/publications/{published['reference']}").json()
    assert public["content_hash"] == published["content_hash"]
    grades = {row["target"]: row["grade"] for row in Client().get("/api/v1/judgements").json()["data"]}
    assert grades[RESPONDING] == "good"


def test_evidence_is_changed_linked_and_withdrawn(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    item = recorded_evidence(lead, planned(lead, hmi))
    here = f"/evidence/{item['id']}"

    changed = caller.patch(here, {"title": "Plans", "expected_version": 1})
    caller.post(f"{here}/links/remove", {"target": RESPONDING}, 204)
    file = caller.upload(
        f"{here}/files", SimpleUploadedFile("plan.txt", b"A plan.", content_type="text/plain")
    )
    read = caller.client.get(f"{ROOT}{here}/files/{file['id']}")
    withdrawn = caller.post(f"{here}/withdraw", {"reason": "Recorded twice.", "expected_version": 2})

    assert (changed["title"], changed["summary"], changed["version"]) == ("Plans", "Plans read on site.", 2)
    assert b"".join(read.streaming_content) == b"A plan."  # type: ignore[attr-defined]
    assert read["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert (withdrawn["withdrawn_reason"], withdrawn["links"]) == ("Recorded twice.", [])
    assert caller.get("/evidence")["data"] == []
    assert [row["title"] for row in caller.get("/evidence?withdrawn=true")["data"]] == ["Plans"]


def test_finding_is_changed_where_it_was_given_and_stays_elsewhere(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    inspection = planned(lead, hmi)
    finding = assessed(lead, inspection)
    evidence = recorded_evidence(lead, inspection)

    changed = caller.patch(
        f"/findings/{finding['id']}",
        {"headline": "Risk is found", "evidence": [evidence["id"]], "expected_version": 1},
    )

    assert changed == {**finding, "headline": "Risk is found", "evidence": [evidence["id"]], "version": 2}
    caller.post(f"/findings/{finding['id']}/remove", {"expected_version": 2}, 204)
    assert caller.get(f"/inspections/{inspection['id']}/findings")["data"] == []


def test_issue_is_told_remedied_and_looked_at_again(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    inspection = planned(lead, hmi)
    told = {"text": "Exhibits were not logged.", "raised_on": "2022-05-04"}

    issue = caller.post(f"/inspections/{inspection['id']}/issues", told, 201)
    caller.post(f"/issues/{issue['id']}/remedy", {"remedy": "A log was made.", "remedied_on": "2022-05-10"})
    caller.post(f"/issues/{issue['id']}/recheck", {"rechecked_on": "2022-06-01", "result": "confirmed"})

    found = caller.get(f"/inspections/{inspection['id']}/issues")["data"]
    assert [(each["remedy"], each["recheck"]) for each in found] == [("A log was made.", "confirmed")]


def test_figure_is_changed_and_removed(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    inspection = planned(lead, hmi)
    finding = assessed(lead, inspection)
    value = {
        "kind": "estimate", "key": "F-2", "measure": "Crimes recorded", "source": "Audit",
        "period": {"kind": "year-ending", "date": "2022-03-31"}, "value_percent": "96.4", "half_width_pp": "2.0",
    }  # fmt: skip

    figure = caller.post(
        f"/inspections/{inspection['id']}/figures", {"value": value, "finding": finding["id"]}, 201
    )
    hidden = caller.patch(f"/figures/{figure['id']}", {"shown": False, "expected_version": 1})
    caller.post(f"/figures/{figure['id']}/remove", {"expected_version": 2}, 204)

    assert figure["words"] == "96.4 percent (confidence interval +/- 2.0 percentage points)"
    assert (hidden["shown"], hidden["finding_id"]) == (False, finding["id"])
    caller.get(f"/figures/{figure['id']}", 404)


def test_items_are_drafted_with_their_concern(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    inspection = planned(lead, hmi)
    here = f"/inspections/{inspection['id']}/items"
    concern = caller.post(
        here,
        {"kind": "cause-of-concern", "addressee": "force", "target": RESPONDING, "title": "Calls wait",
         "text": "Calls for service wait too long."},
        201,
    )  # fmt: skip
    asked = caller.post(
        here,
        {"kind": "recommendation", "addressee": "force", "target": RESPONDING, "title": "Answer calls",
         "text": "The force should answer calls in time.", "parent": concern["id"], "due": "2023-06-30"},
        201,
    )  # fmt: skip
    changed = caller.patch(f"/items/{asked['id']}", {"due": "2023-07-31", "expected_version": 1})
    caller.post(f"/items/{asked['id']}/withdraw", {"reason": "Merged.", "expected_version": 2}, 204)

    assert (asked["force"], changed["parent_id"], changed["due"]) == (
        "cleveland",
        concern["id"],
        "2023-07-31",
    )
    assert [each["id"] for each in caller.get(here)["data"]] == [concern["id"]]


def test_collection_is_opened_and_answered_by_a_force() -> None:
    analyst = Caller(make_person(make_inspectorate(), Role.ANALYST))
    liaison = Caller(make_person(make_force(), Role.FORCE_LIAISON))
    make_force("durham")
    body = {
        "slug": "demand",
        "title": "Demand",
        "period": "year ending 31 March 2022",
        "requested_on": "2022-04-01",
        "purpose": "To see who calls.",
        "opens_on": "2022-04-02",
        "closes_on": "2022-05-31",
        "burden_estimate_hours": "4",
    }
    collection = analyst.post("/collections", body, 201)
    here = f"/collections/{collection['id']}"

    liaison.get(here, 404)
    analyst.post(f"{here}/consult", {"consulted_on": "2022-04-01"})
    analyst.post(f"{here}/agree", {"agreed_on": "2022-04-01", "agreed_with": "The forces"})
    analyst.post(f"{here}/open", {"opened_on": "2022-04-02"})
    liaison.post(f"{here}/replies", {"force": "cleveland", "answered_on": "2022-05-01"})
    liaison.post(f"{here}/unable", {"force": "durham", "reason": "Not ours."}, 404)

    assert [row["state"] for row in liaison.get(here)["replies"]] == ["answered"]
    assert [row["state"] for row in analyst.get(here)["replies"]] == ["answered", "outstanding"]


def test_team_and_accountable_inspector_are_named_by_address(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    here = f"/inspections/{planned(lead, hmi)['id']}"
    version = caller.get(here)["version"]
    members = [{"email": lead.email, "role": "lead-inspector"}]

    changed = caller.post(f"{here}/team", {"members": members, "expected_version": version})
    strangers = caller.post(
        f"{here}/team",
        {"members": [{"email": "who@else.example", "role": "hmi"}], "expected_version": version + 1},
        422,
    )

    assert [each["name"] for each in changed["team"]] == ["Lee Lead"]
    assert [each["field"] for each in strangers["findings"]] == ["members"]


def test_reading_of_a_draft_by_the_force_stands_in_the_log(lead: User, hmi: User) -> None:
    caller = Caller(lead)
    inspection = planned(lead, hmi)
    caller.post(f"/inspections/{inspection['id']}/advance", {"action": "start-drafting"})
    check = caller.post(f"/inspections/{inspection['id']}/accuracy-checks", {"closes_on": "2099-01-31"}, 201)

    Caller(make_person(make_force(), Role.CHIEF_OFFICER)).get(f"/accuracy-checks/{check['id']}")

    assert AuditEvent.objects.filter(action="reports.open_accuracy_check", outcome="read").count() == 1
    assert date.fromisoformat(check["closes_on"]) == date(2099, 1, 31)
