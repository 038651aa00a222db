"""Sign-off, publication, correction and press statements, as pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import PressStatement, Publication
from peelian.apps.reports.services import (
    draft_accuracy_comment,
    share_for_accuracy_check,
    submit_accuracy_comments,
)
from tests.apps.judgements.world import accountable_for, lead_of
from tests.apps.reports.made_up import (
    CLOSES,
    chief_inspector_of,
    liaison_of,
    point,
    published,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import (
    day,
    heading,
    labels,
    links,
    main,
    signed_in,
    summary,
    tree,
    typed,
)

pytestmark = pytest.mark.django_db
DAY = day("published_on", "2023-03-17")


def page_of(name: str, thing: Inspection | Round) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk])


def office(inspection: Inspection) -> Client:
    return signed_in(publisher_of(inspection))


def test_the_report_goes_to_sign_off_once_every_comment_has_its_answer() -> None:
    inspection = written_inspection()
    check = share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)
    liaison = liaison_of(inspection)
    draft_accuracy_comment(actor=liaison, accuracy_check=check, place="Summary", text="Three, not four.")
    submit_accuracy_comments(actor=liaison, accuracy_check=check)
    client = signed_in(chief_inspector_of(inspection))

    refused = send(client, page_of("sign_off", inspection))
    answer = reverse("workspace:accuracy_answer", args=[check.comments.get().pk])
    send(signed_in(lead_of(inspection)), answer, accepted="no", answer="Four.")
    response = send(client, page_of("sign_off", inspection))

    assert refused.status_code == 422
    assert "of which without an answer: 1" in main(refused)
    assert summary(refused)[0].startswith("Comments of the force without an answer: 1.")
    assert response.status_code == 302
    inspection.refresh_from_db()
    assert inspection.state == Inspection.State.SIGN_OFF


@pytest.mark.item("S-127")
def test_a_signed_off_report_is_published_with_its_day() -> None:
    inspection = signed_off(written_inspection())
    page = page_of("publish", inspection)

    shown = main(office(inspection).get(page))
    response = send(office(inspection), page, **DAY)

    assert "Warning: 12 areas declared, 4 found." in shown
    assert response.headers["Location"] == page_of("report", inspection)
    publication = Publication.objects.get()
    assert publication.published_on.isoformat() == "2023-03-17"
    after = links(office(inspection).get(page_of("report", inspection)))
    assert f"/reports/{inspection.reference}/" in after


@pytest.mark.item("S-119")
def test_a_report_with_a_missing_part_is_refused_with_every_gate_named() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="", signatory_name="")
    point(inspection, "Nothing behind it")
    ready = signed_off(inspection)

    response = send(office(ready), page_of("publish", ready), **DAY)

    assert response.status_code == 422
    assert summary(response) == [
        "The part 'summary' is missing. Write it first.",
        "The observations are not signed. Give the name and the office of the signatory.",
        "The point 'Nothing behind it' is linked to no finding. Link the finding that it rests on.",
    ]
    assert typed(response, "published_on-day") == "17"
    assert Publication.objects.count() == 0


def test_the_wrong_role_is_refused_with_a_sentence() -> None:
    inspection = signed_off(written_inspection())
    client = signed_in(lead_of(inspection))

    response = client.post(page_of("publish", inspection), DAY)

    assert page_of("publish", inspection) not in links(client.get(page_of("report", inspection)))
    assert response.status_code == 422
    assert summary(response)[0].startswith("You cannot publish a report: that is for the role HM Inspector")


@pytest.mark.item("S-128")
def test_reports_of_a_round_are_published_together_or_none_of_them() -> None:
    round = make_round()
    good = signed_off(written_inspection(round))
    bad = written_inspection(round, make_force("durham"))
    write_part(bad, summary="")
    bad = signed_off(bad)
    client, page = office(good), page_of("round_publish", round)

    offered = labels(client.get(page), "inspections")
    refused = send(client, page, inspections=[str(good.pk), str(bad.pk)], **DAY)
    none_published = Publication.objects.count()
    response = send(client, page, inspections=[str(good.pk)], **DAY)

    assert len(offered) == 2
    assert refused.status_code == 422
    assert "The part 'summary' is missing. Write it first." in summary(refused)
    assert filled(refused)["inspections"] == [str(good.pk), str(bad.pk)]
    assert none_published == 0
    assert response.status_code == 302
    assert Publication.objects.get().inspection_id == good.pk


def test_a_round_without_a_chosen_report_is_told() -> None:
    inspection = signed_off(written_inspection())

    response = send(office(inspection), page_of("round_publish", inspection.round), **DAY)

    assert response.status_code == 422
    assert "Choose at least one" in summary(response)[0]


@pytest.mark.item("S-130")
def test_a_correction_is_opened_with_a_reason_and_published_as_the_next_version() -> None:
    publication = published()
    inspection = publication.inspection
    chief, page = signed_in(chief_inspector_of(inspection)), page_of("correct", publication.inspection)

    without_reason = send(chief, page)
    opened = send(chief, page, reason="The force had sent wrong data.")
    write_part(Inspection.objects.get(), summary="Inspectors looked at four areas again.")
    response = send(chief, page, reason="The force had sent wrong data.", **day("published_on", "2023-04-17"))

    assert without_reason.status_code == 422
    assert opened.status_code == 302
    assert response.status_code == 302
    versions = list(Publication.objects.order_by("version_number"))
    assert [version.version_number for version in versions] == [1, 2]
    assert versions[0].content_hash == publication.content_hash
    assert versions[1].correction_reason == "The force had sent wrong data."
    assert set(GradeRecord.objects.filter(publication=versions[0].pk).values_list("standing", flat=True)) == {
        "corrected"
    }


def test_nothing_is_corrected_before_publication() -> None:
    inspection = written_inspection()
    client = signed_in(accountable_for(inspection))

    assert client.get(page_of("correct", inspection)).status_code == 404
    assert client.get(page_of("press_add", inspection)).status_code == 404


@pytest.mark.item("S-125")
def test_a_press_statement_takes_its_grades_from_the_report() -> None:
    publication = published()
    inspection = publication.inspection

    response = send(
        office(inspection), page_of("press_add", inspection), speaker="A. Chief, HM Chief Inspector",
        quote="There is progress.", findings=["risk", "profiles"],
    )  # fmt: skip

    statement = PressStatement.objects.get()
    assert response.headers["Location"] == reverse("public:news", args=[statement.pk])
    sentences = [line.sentence for line in publication.report.summary.grades]
    assert statement.paragraphs[1:] == sentences


def test_a_press_statement_names_one_to_six_findings() -> None:
    inspection = published().inspection

    response = send(
        office(inspection), page_of("press_add", inspection), speaker="A. Chief", quote="Progress."
    )

    assert response.status_code == 422
    assert summary(response) == ["Findings: 0 findings are chosen. Choose one to 6 of the report."]
    assert typed(response, "quote") == "Progress."


@pytest.mark.parametrize("name", ["sign_off", "publish", "correct", "press_add"])
def test_others_find_nothing(name: str) -> None:
    inspection = published().inspection
    stranger = signed_in(make_person(make_inspectorate("another"), Role.HMCIC))

    assert stranger.get(page_of(name, inspection)).status_code == 404
    assert stranger.post(page_of(name, inspection)).status_code == 404


def test_the_page_of_a_published_report_leads_to_its_correction() -> None:
    inspection = published().inspection
    chief = signed_in(chief_inspector_of(inspection))

    assert page_of("correct", inspection) in links(chief.get(page_of("report", inspection)))
    assert heading(chief.get(page_of("correct", inspection))) == "Correct the published report"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sign_off", "The inspection is in fieldwork, so you cannot send it for sign-off."),
        ("publish", "The inspection is in fieldwork, so you cannot publish it."),
    ],
)
def test_a_step_that_is_closed_says_why_and_shows_no_form(name: str, sentence: str) -> None:
    inspection = make_inspection(state="fieldwork")

    response = signed_in(lead_of(inspection)).get(page_of(name, inspection))

    assert sentence in main(response)
    assert tree(response).xpath("//main//form") == []


def test_a_step_that_others_take_names_them() -> None:
    inspection = signed_off(written_inspection())

    response = signed_in(lead_of(inspection)).get(page_of("publish", inspection))

    assert "Ask one of: HM Inspector, HM Chief Inspector, publications." in main(response)


def test_publication_of_a_corrected_report_has_its_own_page() -> None:
    inspection = published().inspection
    inspection.state = Inspection.State.CORRECTED
    inspection.save()

    response = office(inspection).get(page_of("publish", inspection))

    assert response.headers["Location"] == page_of("correct", inspection)
