"""The evidence register, as pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from peelian.apps.audit.models import AuditEvent
from peelian.apps.evidence.models import EvidenceItem, EvidenceLink
from peelian.apps.evidence.services import attach_file
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.organisations.models import Role
from tests.apps.evidence.records import record
from tests.apps.evidence.samples import pdf
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.workspace.reading import (
    controls,
    day,
    labels,
    main,
    rows,
    signed_in,
    summary,
    tree,
    typed,
    words,
)

pytestmark = pytest.mark.django_db
REGISTER, ADD = "/workspace/evidence/", "/workspace/evidence/add/"


def inspector() -> Client:
    return signed_in(make_person(make_inspectorate(), Role.INSPECTOR))


def address(name: str, item: EvidenceItem) -> str:
    return reverse(f"workspace:{name}", args=[item.pk])


def add_address(inspection: Inspection | None, kind: str = "interview", force: str = "") -> str:
    return f"{ADD}?kind={kind}&inspection={inspection.pk if inspection else ''}&force={force}"


def evidence_typed(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Talk in the control room", "summary": "Calls wait.", "interviewee_role": "response sergeant",
        "provenance": "staff-told-us", "source": "", "marking": "official", "use_limit": "none",
        **day("gathered_on", "2022-03-27"), **changes,
    }  # fmt: skip


def listed(client: Client, **filters: str) -> list[str]:
    return [row[0] for row in rows(client.get(REGISTER, filters), "evidence")]


def test_kind_and_place_are_asked_first() -> None:
    inspection = make_inspection(title="PEEL 2021/22: Cleveland Police")

    response = inspector().get(ADD, {"inspection": inspection.pk})

    chosen = tree(response).xpath("//main//select[@name='inspection']/option[@selected]")
    assert "Survey of the workforce" in labels(response, "kind")
    assert [words(option) for option in chosen] == ["PEEL 2021/22: Cleveland Police"]


def test_evidence_needs_an_inspection_or_a_force() -> None:
    response = inspector().get(ADD, {"kind": "interview", "inspection": "", "force": ""})

    assert response.status_code == 422
    assert summary(response) == ["Force: Choose one of the two: an inspection, or a force."]


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("interview", {"interviewee_role"}),
        ("observation", {"forum", "attendance_count"}),
        ("document", {"document_owner", "document_date-day", "document_version"}),
        ("workforce-survey", {"survey_responses"}),
        ("public-feedback", {"public_group", "attendance_count"}),
        ("published-data", set()),
    ],
)
def test_page_asks_what_belongs_to_the_kind(kind: str, asked: set[str]) -> None:
    details = {
        "interviewee_role", "forum", "attendance_count", "document_owner", "document_date-day", "document_version",
        "survey_responses", "public_group",
    }  # fmt: skip

    response = inspector().get(add_address(make_inspection(), kind))

    assert set(controls(response)) & details == asked


def test_evidence_is_recorded_with_its_areas() -> None:
    inspection = make_inspection()

    response = inspector().post(
        add_address(inspection), evidence_typed(areas=["investigating-crime", "responding-to-the-public"])
    )

    item = EvidenceItem.objects.get()
    assert response["Location"] == address("evidence", item)
    assert (item.inspection, item.force, item.kind) == (inspection, inspection.force, "interview")
    assert [link.target for link in item.links.all()] == ["investigating-crime", "responding-to-the-public"]


@pytest.mark.item("S-012")
def test_evidence_gathered_between_inspections_appears_in_the_list_of_the_next_one() -> None:
    inspection = make_inspection()
    client = inspector()

    client.post(
        add_address(None, force="cleveland"),
        evidence_typed(title="Before the fieldwork", **day("gathered_on", "2021-05-02")),
    )

    assert EvidenceItem.objects.get().inspection is None
    assert listed(client, inspection=str(inspection.pk)) == ["Before the fieldwork"]


def test_name_of_a_person_is_refused_by_the_field_and_nothing_typed_is_lost() -> None:
    response = inspector().post(add_address(make_inspection()), evidence_typed(interviewee_role="Mrs Jones"))

    assert response.status_code == 422
    assert summary(response) == [
        "Role of the person: This looks like a person's name. Give the role alone, such as 'response sergeant'."
    ]
    assert typed(response, "summary") == "Calls wait."
    assert EvidenceItem.objects.count() == 0


def test_survey_is_for_themes_only_and_shows_its_caveat() -> None:
    client = inspector()
    client.post(
        add_address(make_inspection(), "workforce-survey"),
        evidence_typed(title="Survey", survey_responses="214", use_limit="none"),
    )

    item = EvidenceItem.objects.get()
    assert item.use_limit == "themes-only"
    assert "214 replies from this force to a voluntary survey" in main(client.get(address("evidence", item)))


@pytest.mark.item("S-042")
def test_observation_of_23_partners_is_found_by_its_forum() -> None:
    inspection = make_inspection()
    record(inspection, "observation", title="The partnership")
    record(inspection, "interview", title="A talk")
    client = inspector()

    assert listed(client, forum="organised crime partnership") == ["The partnership"]
    item = EvidenceItem.objects.get(title="The partnership")
    assert "How many were there 23" in main(client.get(address("evidence", item)))


def test_register_is_filtered() -> None:
    inspection = make_inspection()
    record(inspection, "interview", title="A talk", links=[("investigating-crime", "")])
    record(inspection, "document", title="A plan", provenance="force-told-us", gathered_on=date(2022, 5, 1))
    client = inspector()

    assert listed(client) == ["A plan", "A talk"]
    assert listed(client, kind="document") == ["A plan"]
    assert listed(client, provenance="staff-told-us") == ["A talk"]
    assert listed(client, area="investigating-crime") == ["A talk"]
    assert listed(client, text="plan") == ["A plan"]
    assert listed(client, **day("gathered_to", "2022-04-01")) == ["A talk"]


def test_register_of_another_inspectorate_is_not_there() -> None:
    inspection = make_inspection()
    item = record(inspection)
    kept = attach_file(
        actor=make_person(inspection.inspectorate, Role.INSPECTOR), evidence=item, name="a.txt",
        content=SimpleUploadedFile("a.txt", b"words"),
    )  # fmt: skip
    stranger = signed_in(make_person(make_inspectorate("other-inspectorate"), Role.HMCIC))
    force = signed_in(make_person(make_force(), Role.CHIEF_OFFICER))
    pages = [
        *(
            address(name, item)
            for name in ("evidence", "evidence_edit", "evidence_withdraw", "evidence_upload")
        ),
        reverse("workspace:evidence_file", args=[kept.pk]),
        f"{REGISTER}?inspection={inspection.pk}",
    ]

    assert [client.get(page).status_code for client in (stranger, force) for page in pages] == [404] * 12
    assert listed(stranger) == ["No evidence fits."]


@pytest.mark.item("S-046")
def test_profile_of_2019_shows_its_age() -> None:
    item = record(make_inspection(), "document")

    with time_machine.travel(date(2022, 9, 1)):
        page = main(inspector().get(address("evidence", item)))

    assert "Date of the document 1 May 2019 (3 years old)" in page
    assert "Owner of the document Force intelligence unit" in page
    assert "Version of the document 2.1" in page


def test_page_names_the_findings_that_rest_on_the_evidence() -> None:
    item = record(make_inspection())
    finding = Finding.objects.create(
        inspection=item.inspection, target="investigating-crime", key="f", headline="Calls wait too long."
    )
    finding.evidence.add(item)

    assert "Calls wait too long." in main(inspector().get(address("evidence", item)))


def test_evidence_is_changed() -> None:
    item = record(make_inspection())

    inspector().post(address("evidence_edit", item), evidence_typed(title="A better title", version="1"))

    item.refresh_from_db()
    assert (item.title, item.version) == ("A better title", 2)


def test_stale_edit_shows_what_stands_and_keeps_what_was_typed() -> None:
    item = record(make_inspection())
    client, edit = inspector(), address("evidence_edit", item)
    client.post(edit, evidence_typed(title="The first to save", version="1"))

    response = client.post(edit, evidence_typed(title="The second to save", version="1"))

    item.refresh_from_db()
    assert response.status_code == 422
    assert item.title == "The first to save"
    assert "Title The first to save" in main(response)
    assert "Day it was gathered 27 March 2022" in main(response)
    assert "How we know it Staff told us" in main(response)
    assert "First day of the period it speaks of Nothing" in main(response)
    assert typed(response, "title") == "The second to save"


def test_evidence_is_withdrawn_with_its_reason_and_stays_in_the_register() -> None:
    item = record(make_inspection(), title="A talk")
    client = inspector()

    client.post(address("evidence_withdraw", item), {"reason": "Said of another force.", "version": "1"})

    assert listed(client) == ["No evidence fits."]
    assert listed(client, with_withdrawn="on") == ["A talk"]
    assert "Withdrawn. Said of another force." in main(client.get(address("evidence", item)))
    assert client.get(address("evidence_edit", item)).status_code == 404


def test_evidence_is_linked_to_a_characteristic_and_the_link_taken_back() -> None:
    inspection = make_inspection()
    item = record(inspection)
    area = next(area for area in inspection.framework.areas if area.identifier == "investigating-crime")
    characteristic = area.characteristics[0]
    client = inspector()

    client.post(address("evidence_link", item), {"place": f"{area.identifier}|{characteristic.identifier}"})
    link = EvidenceLink.objects.get()
    shown = main(client.get(address("evidence", item)))
    client.post(reverse("workspace:evidence_unlink", args=[item.pk, link.pk]))

    assert f"{area.title}: {characteristic.text}" in shown
    assert EvidenceLink.objects.count() == 0


def test_file_is_attached_and_read_back_and_the_reading_is_logged() -> None:
    item = record(make_inspection())
    client, content = inspector(), pdf()

    client.post(address("evidence_upload", item), {"file": SimpleUploadedFile("plan.pdf", content)})
    response = client.get(reverse("workspace:evidence_file", args=[item.files.get().pk]))

    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert AuditEvent.objects.filter(outcome="read", subject_reference=str(item.pk)).count() == 1


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plan.pdf", b"MZ\x90\x00 a program", "its name says a PDF document, but its content is"),
        ("plan.exe", b"words", "its kind is not allowed"),
        ("plan.txt", b"", "it is empty"),
        ("plan.txt", b"a" * 2001, "it is larger than 2 kB"),
    ],
)
def test_file_that_cannot_be_kept_is_refused_in_a_sentence(
    name: str, content: bytes, told: str, settings: Any
) -> None:
    settings.OPERATOR = type("Operator", (), {"PEELIAN_UPLOAD_MAX_BYTES": 2000, "PEELIAN_CATALOGUE": ""})()
    item = record(make_inspection())

    response = inspector().post(address("evidence_upload", item), {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 422
    assert told in summary(response)[0]
    assert item.files.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_register_takes_the_same_queries_whatever_its_length(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    inspection = make_inspection()
    for _ in range(number):
        record(inspection, links=[("investigating-crime", "")])
    client = inspector()

    with django_assert_num_queries(8):
        client.get(REGISTER)


def test_first_step_with_nothing_chosen_says_what_is_missing() -> None:
    response = inspector().get(ADD, {"inspection": "", "force": "", "step": "details"})

    assert response.status_code == 422
    assert summary(response) == ["Kind of evidence: Give an answer. This cannot be left empty."]
