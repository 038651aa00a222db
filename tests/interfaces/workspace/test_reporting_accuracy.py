"""The factual accuracy check as pages, for the force and for the inspectorate."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment
from peelian.apps.reports.services import (
    draft_accuracy_comment,
    share_for_accuracy_check,
    submit_accuracy_comments,
)
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import CLOSES, liaison_of, written_inspection
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.filling import send
from tests.interfaces.workspace.reading import day, links, main, signed_in, summary, typed

pytestmark = pytest.mark.django_db


def shared() -> AccuracyCheck:
    inspection = written_inspection()
    return share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)


def force_of(check: AccuracyCheck) -> Client:
    return signed_in(liaison_of(check.inspection))


def lead(check: AccuracyCheck) -> Client:
    return signed_in(lead_of(check.inspection))


def page_of(name: str, thing: AccuracyCheck | AccuracyComment | Inspection) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk])


def comment_on(check: AccuracyCheck, *, submitted: bool = False) -> AccuracyComment:
    liaison = liaison_of(check.inspection)
    comment = draft_accuracy_comment(
        actor=liaison, accuracy_check=check, place="Summary", text="Three areas, not four."
    )
    if submitted:
        submit_accuracy_comments(actor=liaison, accuracy_check=check)
        comment.refresh_from_db()
    return comment


def test_the_draft_is_sent_to_the_force_with_a_last_day() -> None:
    inspection = written_inspection()
    client, page = signed_in(lead_of(inspection)), page_of("accuracy_share", inspection)

    too_late = send(client, page, **day("closes_on", "2020-01-01"))
    response = send(client, page, **day("closes_on", "2099-01-31"))

    assert too_late.status_code == 422
    assert summary(too_late) == [
        "The check would close on 1 January 2020, which has passed. Give today or a later day."
    ]
    assert response.headers["Location"] == page_of("accuracy", AccuracyCheck.objects.get())


def test_the_force_reads_the_draft_as_it_was_shown_and_the_reading_is_logged() -> None:
    check = shared()

    response = force_of(check).get(page_of("accuracy", check))

    assert "Comments close on 31 January 2099." in main(response)
    assert "Cleveland Police is good at responding to the public." in main(response)
    assert "Status Draft for checking, not published" in main(response)
    assert ", version 1" not in main(response)
    assert AuditEvent.objects.filter(action="reports.open_accuracy_check", outcome="read").count() == 1


def test_the_force_writes_changes_and_submits_comments() -> None:
    check = shared()
    client = force_of(check)

    empty = send(client, page_of("accuracy_comment", check), place="Summary")
    send(client, page_of("accuracy_comment", check), place="Summary", text="Three areas.")
    comment = AccuracyComment.objects.get()
    send(client, page_of("accuracy_comment_edit", comment), text="Three areas, not four.")
    before = main(lead(check).get(page_of("accuracy", check)))
    send(client, page_of("accuracy_submit", check))
    after = main(lead(check).get(page_of("accuracy", check)))

    assert empty.status_code == 422
    assert typed(empty, "place") == "Summary"
    assert "The force has submitted no comment." in before
    assert "Three areas, not four." not in before
    assert "Three areas, not four." in after


def test_nothing_to_submit_is_told() -> None:
    check = shared()

    response = send(force_of(check), page_of("accuracy_submit", check))

    assert response.status_code == 422
    assert summary(response) == ["There is no comment to submit. Write at least one first."]


def test_the_inspectorate_answers_and_the_force_reads_the_answer() -> None:
    check = shared()
    comment = comment_on(check, submitted=True)
    page = page_of("accuracy_answer", comment)

    without_words = send(lead(check), page, accepted="yes")
    response = send(lead(check), page, accepted="no", answer="Four areas were looked at.")

    assert page in links(lead(check).get(page_of("accuracy", check)))
    assert without_words.status_code == 422
    assert response.headers["Location"] == page_of("accuracy", check)
    shown = main(force_of(check).get(page_of("accuracy", check)))
    assert "Not accepted. Four areas were looked at." in shown


def test_an_unsubmitted_comment_is_found_by_nobody_but_the_force() -> None:
    check = shared()
    comment = comment_on(check)

    assert lead(check).get(page_of("accuracy_answer", comment)).status_code == 404
    assert lead(check).get(page_of("accuracy_comment_edit", comment)).status_code == 404
    assert force_of(check).get(page_of("accuracy_comment_edit", comment)).status_code == 200


def test_the_force_does_not_answer_its_own_comments() -> None:
    check = shared()
    comment = comment_on(check, submitted=True)

    assert force_of(check).get(page_of("accuracy_answer", comment)).status_code == 404


def test_the_inspectorate_does_not_comment() -> None:
    check = shared()

    assert lead(check).get(page_of("accuracy_comment", check)).status_code == 404
    assert lead(check).post(page_of("accuracy_submit", check)).status_code == 404


@pytest.mark.parametrize("name", ["accuracy", "accuracy_comment", "accuracy_submit"])
def test_others_find_nothing(name: str) -> None:
    check = shared()
    strangers = (
        make_person(make_inspectorate("another"), Role.HMCIC),
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
    )

    for stranger in strangers:
        assert signed_in(stranger).get(page_of(name, check)).status_code == 404
        assert signed_in(stranger).post(page_of(name, check)).status_code == 404


def test_after_the_check_has_closed_the_force_is_offered_no_comment() -> None:
    check = shared()
    comment_on(check)
    AccuracyCheck.objects.filter(pk=check.pk).update(closes_on="2020-01-01")

    response = send(force_of(check), page_of("accuracy_comment", check), place="Summary", text="Too late.")

    assert response.status_code == 422
    assert summary(response) == [
        "Comments closed on 1 January 2020. Ask the lead inspector for another check."
    ]
    assert typed(response, "text") == "Too late."
