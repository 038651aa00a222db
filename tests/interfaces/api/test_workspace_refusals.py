"""What the workspace API refuses, and how it says so: nothing is changed, and nothing is betrayed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Judgement
from peelian.apps.organisations.models import Role
from peelian.interfaces.api.routes import workspace_api
from tests.apps.judgements.world import evidence_of, finding_in, lead_of, propose
from tests.apps.world import make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db
ROOT = "/api/workspace/v1"
TARGET = "preventing-crime"


@pytest.fixture
def inspection() -> Inspection:
    return make_inspection()


@pytest.fixture
def caller(inspection: Inspection) -> Client:
    client = Client()
    client.force_login(lead_of(inspection))
    return client


def posted(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(f"{ROOT}{address}", body, content_type="application/json")


def proposal(evidence: EvidenceItem, **fields: Any) -> dict[str, Any]:
    return {
        "grade": "good", "reasons": "Plans are used.", "evidence": [str(evidence.pk)], "expected_version": 1, **fields,
    }  # fmt: skip


def test_nobody_signed_in_is_told_so_before_anything_else() -> None:
    response = Client().post(f"{ROOT}/rounds", {}, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (401, "not-signed-in")
    assert response["Content-Type"] == "application/problem+json"


def test_request_without_the_token_against_forgery_is_refused(inspection: Inspection) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead_of(inspection))

    response = posted(client, f"/inspections/{inspection.pk}/advance", {"action": "start-drafting"})

    assert (response.status_code, response.json()["code"]) == (403, "csrf-failed")
    inspection.refresh_from_db()
    assert inspection.state == "fieldwork"


def test_request_with_the_token_goes_through(inspection: Inspection) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead_of(inspection))
    client.get("/accounts/login/")
    token = "a" * 32
    client.cookies["csrftoken"] = token

    response = client.post(
        f"{ROOT}/inspections/{inspection.pk}/advance",
        {"action": "start-drafting"},
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )

    assert response.status_code == 200


def test_absence_and_refusal_are_one_answer(inspection: Inspection) -> None:
    stranger = Client()
    stranger.force_login(make_person(make_inspectorate("other"), Role.LEAD_INSPECTOR))

    theirs = stranger.get(f"{ROOT}/inspections/{inspection.pk}").json()
    absent = stranger.get(f"{ROOT}/inspections/{uuid4()}").json()

    assert {**theirs, "instance": ""} == {**absent, "instance": ""}
    assert theirs["status"] == 404


def test_evidence_of_others_is_as_if_it_were_not_there(inspection: Inspection, caller: Client) -> None:
    foreign = evidence_of(make_inspection(make_round(inspectorate=make_inspectorate("other"))))

    theirs = posted(
        caller, f"/inspections/{inspection.pk}/judgements/{TARGET}/provisional", proposal(foreign)
    )

    assert theirs.status_code == 422
    assert [each["message"] for each in theirs.json()["findings"]] == [
        "There is no such thing, or it is not open to you."
    ]
    assert not Judgement.objects.exists()


@pytest.mark.item("S-026")
def test_grade_that_is_not_on_the_scale_is_refused(inspection: Inspection, caller: Client) -> None:
    evidence = evidence_of(inspection)
    address = f"/inspections/{inspection.pk}/judgements/{TARGET}/provisional"

    response = posted(caller, address, proposal(evidence, grade="excellent"))

    assert response.status_code == 409
    assert [gate["code"] for gate in response.json()["gates"]] == ["grade-not-on-scale"]
    assert not Judgement.objects.exists()


def test_every_gate_that_blocks_is_named(inspection: Inspection, caller: Client) -> None:
    address = f"/inspections/{inspection.pk}/judgements/{TARGET}/provisional"
    body = {"grade": "good", "reasons": "", "evidence": [], "expected_version": 1}

    response = posted(caller, address, body)

    assert response.json()["code"] == "gate-blocked"
    assert {gate["code"] for gate in response.json()["gates"]} == {"no-reasons", "no-evidence"}


def test_stale_edit_shows_what_stands_now(inspection: Inspection, caller: Client) -> None:
    propose(inspection, TARGET, reasons="First reasons.")
    address = f"/inspections/{inspection.pk}/judgements/{TARGET}/provisional"

    response = posted(caller, address, proposal(evidence_of(inspection)))

    problem = response.json()
    assert (response.status_code, problem["code"], problem["version"]) == (409, "stale-edit", 2)
    assert problem["current"]["reasons"] == "First reasons."
    assert Judgement.objects.get().reasons == "First reasons."


def test_only_the_accountable_inspector_finalises(inspection: Inspection, caller: Client) -> None:
    propose(inspection, TARGET)

    response = posted(
        caller, f"/inspections/{inspection.pk}/judgements/{TARGET}/finalise", {"expected_version": 2}
    )

    assert (response.status_code, response.json()["code"]) == (404, "not-permitted")
    assert Judgement.objects.get().state == "provisional"


def test_every_fault_of_a_value_is_told_at_once(inspection: Inspection, caller: Client) -> None:
    body = {
        "inspection": str(inspection.pk), "kind": "rumour", "title": "Plans", "summary": "", "provenance": "heard",
        "marking": "official", "gathered_on": "2022-05-04",
    }  # fmt: skip

    response = posted(caller, "/evidence", body)

    assert response.status_code == 422
    assert [each["field"] for each in response.json()["findings"]] == ["summary", "kind", "provenance"]


def test_body_with_an_unknown_field_is_refused(inspection: Inspection, caller: Client) -> None:
    response = posted(
        caller, f"/inspections/{inspection.pk}/advance", {"action": "start-drafting", "force": "yes"}
    )

    assert response.status_code == 422
    assert [each["field"] for each in response.json()["findings"]] == ["force"]


def test_body_that_is_no_json_is_refused(inspection: Inspection, caller: Client) -> None:
    response = caller.post(
        f"{ROOT}/inspections/{inspection.pk}/advance", "{", content_type="application/json"
    )

    assert (response.status_code, response.json()["code"]) == (400, "malformed-request")


def test_disguised_file_is_refused(inspection: Inspection, caller: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    evidence = evidence_of(inspection)
    file = SimpleUploadedFile("plan.pdf", b"MZ\x90\x00 not a document", content_type="application/pdf")

    response = caller.post(f"{ROOT}/evidence/{evidence.pk}/files", {"file": file})

    assert response.status_code in (409, 422)
    assert evidence.files.count() == 0


def test_force_sees_no_draft_of_its_inspection(inspection: Inspection) -> None:
    assert inspection.force is not None
    liaison = Client()
    liaison.force_login(make_person(inspection.force, Role.FORCE_LIAISON))
    finding = finding_in(inspection, TARGET)

    assert liaison.get(f"{ROOT}/inspections").json()["data"] == []
    assert liaison.get(f"{ROOT}/findings/{finding.pk}").status_code == 404
    assert liaison.get(f"{ROOT}/inspections/{inspection.pk}/preview").status_code == 404


@pytest.mark.parametrize("address", ["findings", "figures", "items", "issues"])
def test_lists_of_an_inspection_take_the_same_work_for_more_rows(
    inspection: Inspection, caller: Client, address: str
) -> None:
    finding_in(inspection, TARGET)
    with CaptureQueriesContext(connection) as for_one:
        caller.get(f"{ROOT}/inspections/{inspection.pk}/{address}")
    finding_in(inspection, TARGET, headline="Another")
    finding_in(inspection, TARGET, headline="A third")
    with CaptureQueriesContext(connection) as for_three:
        caller.get(f"{ROOT}/inspections/{inspection.pk}/{address}")

    assert len(for_three) == len(for_one)


def test_evidence_list_takes_the_same_work_for_more_rows(inspection: Inspection, caller: Client) -> None:
    evidence_of(inspection)
    with CaptureQueriesContext(connection) as for_one:
        caller.get(f"{ROOT}/evidence")
    evidence_of(inspection, title="Second")
    evidence_of(inspection, title="Third")
    with CaptureQueriesContext(connection) as for_three:
        pages = caller.get(f"{ROOT}/evidence").json()

    assert len(pages["data"]) == 3
    assert len(for_three) == len(for_one)


def test_every_route_declares_how_it_refuses() -> None:
    schema = workspace_api.get_openapi_schema()
    undeclared = [
        f"{method} {path}"
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
        if not {401, 404, 422} <= {int(status) for status in operation["responses"]}
    ]

    assert undeclared == []


@pytest.mark.parametrize(
    ("address", "body", "field"),
    [
        ("", {"expected_version": 1, "window_start": None}, "window_start"),
        ("/figures", {"value": {"kind": "count", "measure": "Calls\x00"}}, "value"),
        ("/figures", {"value": {"kind": "count", "measure": "Calls\ud800"}}, "value"),
        ("/report", {"expected_version": 1, "data_notes": [{"heading": "h", "text": "\x00"}]}, "data_notes"),
    ],
)
def test_value_that_cannot_be_kept_is_refused_by_its_field(
    caller: Client, inspection: Inspection, address: str, body: dict[str, Any], field: str
) -> None:
    send = caller.post if address == "/figures" else caller.patch
    response = send(f"{ROOT}/inspections/{inspection.pk}{address}", body, content_type="application/json")

    assert response.status_code == 422
    assert [each["field"] for each in response.json()["findings"]] == [field]


def test_more_replies_than_can_be_kept_are_refused(caller: Client, inspection: Inspection) -> None:
    evidence = evidence_of(inspection)
    body = {"expected_version": 1, "survey_responses": 10**30}

    response = caller.patch(f"{ROOT}/evidence/{evidence.pk}", body, content_type="application/json")

    assert [each["field"] for each in response.json()["findings"]] == ["survey_responses"]


def test_body_over_the_limit_is_refused_as_one(inspection: Inspection, caller: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000

    response = posted(caller, f"/inspections/{inspection.pk}/advance", {"action": "x" * 2_000})

    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["code"] == "malformed-request"
    assert (
        response.json()["detail"] == "The body of the request is larger than 1,000 bytes. Send less at once."
    )
