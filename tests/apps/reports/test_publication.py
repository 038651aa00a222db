"""Publication: one moment, one frozen version, all forces together or none, corrections beside the old."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.services import finalise_grade, reopen_grade, submit_provisional_grade
from peelian.apps.organisations.models import Role
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import (
    publication_by_reference,
    publication_versions,
    published_reports,
    round_publications,
)
from peelian.apps.reports.services import correct_report, publish_report, publish_round, start_correction
from peelian.rendering.report_value import content_hash
from peelian.rules.errors import (
    GateBlockedError,
    InvalidValueError,
    NotPermittedError,
    RefusalError,
)
from tests.apps.judgements.world import accountable_for, evidence_of, lead_of
from tests.apps.reports.made_up import (
    ORGANISED,
    PUBLISHED,
    RESPONDING,
    chief_inspector_of,
    corrected,
    published,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)
from tests.apps.world import make_force, make_person, make_round

pytestmark = pytest.mark.django_db


def regrade(inspection: Inspection, target: str, tier: str) -> None:
    """Put another final grade in the place of one."""
    lead, owner = lead_of(inspection), accountable_for(inspection)
    reopen_grade(actor=owner, inspection=inspection, target=target, expected_version=3, reason="Wrong data.")
    submit_provisional_grade(
        actor=lead, inspection=inspection, target=target, grade=tier, reasons="Right data.",
        evidence=[evidence_of(inspection)], expected_version=4,
    )  # fmt: skip
    finalise_grade(actor=owner, inspection=inspection, target=target, expected_version=5)


def test_publication_freezes_the_value_with_its_hash() -> None:
    inspection = written_inspection()

    publication = published(inspection)

    assert publication.report == assemble_report_value(
        Inspection.objects.get(pk=inspection.pk), published=PUBLISHED
    )
    assert publication.content_hash == content_hash(publication.report)
    assert (publication.version_number, publication.report.version) == (1, 1)


@pytest.mark.item("S-127")
def test_publication_stamps_the_time_and_closes_the_draft() -> None:
    inspection = written_inspection()
    before = timezone.now()

    publication = published(inspection)

    assert before <= publication.published_at <= timezone.now()
    assert publication.published_on == PUBLISHED
    assert Inspection.objects.get(pk=inspection.pk).state == Inspection.State.PUBLISHED
    event = AuditEvent.objects.get(action="reports.publish_report")
    assert event.details["content_hash"] == publication.content_hash


@pytest.mark.item("S-126")
def test_only_what_is_published_is_found_by_the_public() -> None:
    draft = signed_off(written_inspection())
    publication = published()

    assert list(published_reports()) == [publication]
    assert publication_by_reference(publication.reference) == publication
    assert publication_by_reference(draft.reference) is None


def test_grades_become_part_of_the_public_record() -> None:
    publication = published()

    records = GradeRecord.objects.filter(publication=publication.pk)
    assert {record.target: record.grade for record in records if record.grade} == {
        RESPONDING: "good",
        ORGANISED: "requires-improvement",
    }
    assert {record.as_of for record in records} == {PUBLISHED}


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.ADMINISTRATOR])
def test_roles_outside_publication_are_refused_and_nothing_changes(role: Role) -> None:
    inspection = signed_off(written_inspection())

    with pytest.raises(NotPermittedError):
        publish_report(
            actor=make_person(inspection.inspectorate, role), inspection=inspection, published_on=PUBLISHED
        )

    assert not Publication.objects.exists()
    assert AuditEvent.objects.get(outcome="refused").action == "reports.publish_report"


def test_report_is_published_once_and_not_for_a_day_to_come() -> None:
    inspection = signed_off(written_inspection())
    publisher = publisher_of(inspection)

    with pytest.raises(InvalidValueError, match="has not come yet"):
        publish_report(actor=publisher, inspection=inspection, published_on=date(2099, 1, 1))
    publish_report(actor=publisher, inspection=inspection, published_on=PUBLISHED)
    with pytest.raises(RefusalError, match="publish a correction"):
        publish_report(actor=publisher, inspection=inspection, published_on=PUBLISHED)


def test_report_is_published_neither_before_its_window_nor_before_its_latest_evidence() -> None:
    inspection = signed_off(written_inspection())
    publisher = publisher_of(inspection)
    evidence_of(inspection, gathered_on=date(2023, 3, 18))
    evidence_of(inspection, gathered_on=date(2023, 4, 1), withdrawn_reason="Of another force.")

    with pytest.raises(InvalidValueError) as early:
        publish_report(actor=publisher, inspection=inspection, published_on=date(2021, 9, 30))
    with pytest.raises(InvalidValueError) as unready:
        publish_report(actor=publisher, inspection=inspection, published_on=PUBLISHED)
    publication = publish_report(actor=publisher, inspection=inspection, published_on=date(2023, 3, 18))

    assert early.value.message == (
        "30 September 2021 lies before the inspection, which starts on 1 October 2021. Give a later day."
    )
    assert unready.value.message == (
        "17 March 2023 lies before the latest evidence of the inspection, gathered on 18 March 2023. "
        "Give that day or a later one."
    )
    assert publication.published_on == date(2023, 3, 18)


def test_correction_is_not_dated_before_the_evidence_that_it_rests_on() -> None:
    first = published()
    evidence_of(first.inspection, gathered_on=date(2023, 4, 2))

    with pytest.raises(InvalidValueError, match="gathered on 2 April 2023"):
        correct_report(
            actor=chief_inspector_of(first.inspection),
            publication=first,
            reason="A slip.",
            published_on=date(2023, 4, 1),
        )


def test_report_is_not_published_before_sign_off() -> None:
    inspection = written_inspection()

    with pytest.raises(RefusalError, match="so you cannot publish it"):
        publish_report(actor=publisher_of(inspection), inspection=inspection, published_on=PUBLISHED)


@pytest.mark.item("S-128")
def test_round_is_published_for_all_chosen_forces_or_for_none() -> None:
    round = make_round()
    inspections = [
        signed_off(written_inspection(round, make_force(slug))) for slug in ("cleveland", "durham", "kent")
    ]
    publisher = publisher_of(inspections[0])
    inspections[1].observation_points.all().delete()

    with pytest.raises(GateBlockedError):
        publish_round(actor=publisher, round=round, inspections=inspections, published_on=PUBLISHED)

    assert not Publication.objects.exists()
    assert not GradeRecord.objects.exists()
    states = set(Inspection.objects.filter(round=round).values_list("state", flat=True))
    assert states == {Inspection.State.SIGN_OFF}
    assert AuditEvent.objects.filter(outcome="refused", action="reports.publish_round").count() == 1


@pytest.mark.item("S-128")
def test_round_without_fault_is_published_together() -> None:
    round = make_round()
    inspections = [signed_off(written_inspection(round, make_force(slug))) for slug in ("kent", "cleveland")]

    publish_round(
        actor=publisher_of(inspections[0]), round=round, inspections=inspections, published_on=PUBLISHED
    )

    assert [str(each.force) for each in round_publications(round)] == ["Cleveland Police", "Kent Police"]


def test_round_takes_only_its_own_inspections() -> None:
    stranger = signed_off(written_inspection())

    with pytest.raises(RefusalError, match="Choose at least one, all of the round"):
        publish_round(
            actor=publisher_of(stranger), round=make_round(), inspections=[stranger], published_on=PUBLISHED
        )


@pytest.mark.item("S-130")
def test_correction_is_a_new_version_with_its_reason_and_the_old_stays_readable() -> None:
    first = published()
    chief = chief_inspector_of(first.inspection)
    kept = first.value
    inspection = start_correction(actor=chief, publication=first, reason="The force had sent wrong data.")
    write_part(inspection, summary="Inspectors looked again.")
    regrade(inspection, RESPONDING, "adequate")

    second = correct_report(
        actor=chief, publication=first, reason="The force had sent wrong data.", published_on=date(2023, 5, 2)
    )

    old = publication_by_reference(first.reference, version=1)
    assert old is not None
    assert (old.value, old.content_hash) == (kept, content_hash(old.report))
    assert publication_by_reference(first.reference) == second
    assert (second.report.version, second.report.supersedes) == (2, 1)
    assert second.report.correction_reason == "The force had sent wrong data."
    assert second.report.summary.text == ("Inspectors looked again.",)
    assert [each.version_number for each in publication_versions(first.reference)] == [2, 1]
    assert list(published_reports()) == [second]
    standing = GradeRecord.objects.filter(target=RESPONDING).values_list("publication", "grade", "standing")
    assert set(standing) == {(first.pk, "good", "corrected"), (second.pk, "adequate", "current")}


def test_grades_that_a_correction_leaves_as_they_were_keep_their_day() -> None:
    first = published()
    chief = chief_inspector_of(first.inspection)
    inspection = start_correction(actor=chief, publication=first, reason="Wrong data.")
    regrade(inspection, RESPONDING, "adequate")

    second = correct_report(
        actor=chief, publication=first, reason="Wrong data.", published_on=date(2023, 5, 2)
    )
    write_part(
        start_correction(actor=chief, publication=second, reason="A slip."),
        summary="Inspectors looked again.",
    )
    third = correct_report(actor=chief, publication=second, reason="A slip.", published_on=date(2023, 6, 1))

    days = {record.target: record.as_of for record in GradeRecord.objects.filter(publication=third.pk)}
    assert days.pop(RESPONDING) == date(2023, 5, 2)
    assert set(days.values()) == {PUBLISHED}
    assert {line.target: line.as_of for line in third.report.summary.grades} == {
        RESPONDING: date(2023, 5, 2),
        ORGANISED: PUBLISHED,
    }
    assert {line.target: line.as_of for line in second.report.summary.grades} == {
        RESPONDING: None,
        ORGANISED: PUBLISHED,
    }


def test_correction_needs_a_reason_the_newest_version_and_the_right_role() -> None:
    first = published()
    chief = chief_inspector_of(first.inspection)

    with pytest.raises(InvalidValueError, match="needs its reason"):
        correct_report(actor=chief, publication=first, reason=" ")
    with pytest.raises(NotPermittedError):
        correct_report(actor=publisher_of(first.inspection), publication=first, reason="A slip.")
    with pytest.raises(InvalidValueError, match="lies before the version it corrects"):
        correct_report(actor=chief, publication=first, reason="A slip.", published_on=date(2023, 1, 1))
    with pytest.raises(RefusalError, match="says nothing else than"):
        correct_report(actor=chief, publication=first, reason="A slip.")
    assert Publication.objects.get() == first
    corrected(first)
    with pytest.raises(RefusalError, match="corrected already"):
        correct_report(actor=chief, publication=first, reason="Another slip.")


@pytest.mark.item("S-130")
def test_published_version_is_never_changed_or_deleted() -> None:
    publication = published()
    publication.title = "Something else"

    with pytest.raises(RefusalError, match="stays as it is"):
        publication.save()
    with pytest.raises(RefusalError, match="never deleted"):
        publication.delete()
    for statement in ("UPDATE reports_publication SET title = 'x'", "DELETE FROM reports_publication"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Publication.objects.get().title == publication.report.title


def test_report_text_is_closed_after_publication() -> None:
    publication = published()

    with pytest.raises(RefusalError, match="Correct the published report"):
        write_part(publication.inspection, summary="Quietly changed.")
