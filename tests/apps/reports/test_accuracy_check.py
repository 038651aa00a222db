"""The factual accuracy check: the force sees the draft as it was shown, and comments in private until it submits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.services import advance_inspection
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment
from peelian.apps.reports.services import (
    answer_accuracy_comment,
    draft_accuracy_comment,
    open_accuracy_check,
    share_for_accuracy_check,
    sign_off_report,
    submit_accuracy_comments,
    update_accuracy_comment,
)
from peelian.rendering.report_value import content_hash
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.judgements.world import accountable_for, lead_of
from tests.apps.reports.made_up import CLOSES, liaison_of, pass_the_last_day, write_part, written_inspection
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db


def shared() -> AccuracyCheck:
    inspection = written_inspection()
    return share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)


def comment_of(check: AccuracyCheck, actor: User, text: str = "The date is 4 May.") -> AccuracyComment:
    return draft_accuracy_comment(
        actor=actor, accuracy_check=check, place="Responding to the public", text=text
    )


def test_force_sees_nothing_before_the_draft_is_shared_and_the_draft_after() -> None:
    inspection = written_inspection()
    liaison, elsewhere = liaison_of(inspection), make_person(make_force("kent"), Role.CHIEF_OFFICER)
    assert not Inspection.objects.visible_to(liaison).exists()

    check = share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)

    assert list(AccuracyCheck.objects.visible_to(liaison)) == [check]
    assert list(Inspection.objects.visible_to(liaison)) == [inspection]
    assert not AccuracyCheck.objects.visible_to(elsewhere).exists()
    assert not Inspection.objects.drafts_visible_to(liaison).exists()
    inspection.refresh_from_db()
    assert inspection.state == Inspection.State.ACCURACY_CHECK


def test_what_was_shown_stays_as_it_was_shown() -> None:
    check = shared()

    write_part(check.inspection, summary="Other words.")

    kept = AccuracyCheck.objects.get(pk=check.pk)
    assert kept.report.summary.text[0] == "Inspectors looked at four areas."
    assert kept.content_hash == content_hash(kept.report)


def test_every_reading_by_the_force_stands_in_the_log() -> None:
    check = shared()
    liaison = liaison_of(check.inspection)

    open_accuracy_check(actor=liaison, accuracy_check=check)

    event = AuditEvent.objects.get(outcome="read")
    assert (event.actor_reference, event.subject_reference) == (liaison.audit_reference, str(check.pk))


def test_another_force_can_neither_read_nor_comment() -> None:
    check = shared()
    other = make_person(make_force("kent"), Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError):
        open_accuracy_check(actor=other, accuracy_check=check)
    with pytest.raises(NotPermittedError):
        comment_of(check, other)


def test_comments_belong_to_the_force_until_they_are_submitted() -> None:
    check = shared()
    liaison, lead = liaison_of(check.inspection), lead_of(check.inspection)
    comment = comment_of(check, liaison)
    assert not AccuracyComment.objects.visible_to(lead).exists()
    update_accuracy_comment(
        actor=liaison, comment=comment, place="Summary", text="The date is 5 May.", expected_version=1
    )

    submit_accuracy_comments(actor=liaison, accuracy_check=check)

    (seen,) = AccuracyComment.objects.visible_to(lead)
    assert (seen.place, seen.text) == ("Summary", "The date is 5 May.")
    with pytest.raises(RefusalError, match="stays as it is"):
        update_accuracy_comment(
            actor=liaison, comment=comment, place="Summary", text="Again.", expected_version=seen.version
        )
    with pytest.raises(RefusalError, match="no comment to submit"):
        submit_accuracy_comments(actor=liaison, accuracy_check=check)


def test_report_goes_to_sign_off_once_every_comment_has_its_answer() -> None:
    check = shared()
    lead, liaison = lead_of(check.inspection), liaison_of(check.inspection)
    owner = accountable_for(check.inspection)
    comment = comment_of(check, liaison)
    submit_accuracy_comments(actor=liaison, accuracy_check=check)
    with pytest.raises(RefusalError, match="without an answer: 1"):
        sign_off_report(actor=owner, inspection=check.inspection)
    assert Inspection.objects.get(pk=check.inspection_id).state == Inspection.State.ACCURACY_CHECK

    answer_accuracy_comment(
        actor=lead, comment=comment, answer="Put right.", accepted=True, expected_version=2
    )
    signed = sign_off_report(actor=owner, inspection=check.inspection)

    assert signed.state == Inspection.State.SIGN_OFF
    assert AccuracyCheck.objects.get(pk=check.pk).closed_at is not None
    with pytest.raises(RefusalError, match="is closed"):
        comment_of(check, liaison)


def test_comments_that_nobody_submitted_are_as_good_as_absent_for_the_inspectorate() -> None:
    check = shared()
    comment = comment_of(check, liaison_of(check.inspection))

    with pytest.raises(RefusalError) as error:
        answer_accuracy_comment(
            actor=lead_of(check.inspection),
            comment=comment,
            answer="Seen.",
            accepted=False,
            expected_version=1,
        )

    assert error.value.code == "not-found"
    pass_the_last_day(check)
    owner = accountable_for(check.inspection)
    assert sign_off_report(actor=owner, inspection=check.inspection).state == "sign-off"


def test_report_waits_for_the_comments_of_the_force_until_the_last_day_has_passed() -> None:
    check = shared()
    owner, liaison = accountable_for(check.inspection), liaison_of(check.inspection)
    with pytest.raises(RefusalError, match=r"may comment until 31 January 2099 and has not submitted"):
        sign_off_report(actor=owner, inspection=check.inspection)
    first = comment_of(check, liaison)
    submit_accuracy_comments(actor=liaison, accuracy_check=check)
    answer_accuracy_comment(
        actor=lead_of(check.inspection), comment=first, answer="Put right.", accepted=True, expected_version=2
    )
    comment_of(check, liaison, "Another date is 6 May.")
    with pytest.raises(RefusalError, match="has not submitted all its comments"):
        sign_off_report(actor=owner, inspection=check.inspection)

    AccuracyCheck.objects.filter(pk=check.pk).update(closes_on=timezone.localdate())
    with pytest.raises(RefusalError, match="has not submitted all its comments"):
        sign_off_report(actor=owner, inspection=check.inspection)
    pass_the_last_day(check)
    assert sign_off_report(actor=owner, inspection=check.inspection).state == "sign-off"


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.PUBLICATIONS])
def test_sign_off_is_an_act_of_the_signatories(role: Role) -> None:
    check = shared()
    pass_the_last_day(check)
    person = make_person(check.inspection.inspectorate, role)

    with pytest.raises(NotPermittedError, match="You cannot send a report to sign-off"):
        sign_off_report(actor=person, inspection=check.inspection)

    assert Inspection.objects.get(pk=check.inspection_id).state == Inspection.State.ACCURACY_CHECK


def test_comments_close_after_the_last_day() -> None:
    check = shared()
    AccuracyCheck.objects.filter(pk=check.pk).update(closes_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(RefusalError, match="Comments closed on"):
        comment_of(check, liaison_of(check.inspection))


def test_check_cannot_close_in_the_past_and_comment_needs_its_words() -> None:
    inspection = written_inspection()
    with pytest.raises(RefusalError, match="has passed"):
        share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=date(2020, 1, 1))
    check = share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)

    with pytest.raises(InvalidValueError, match="has no text"):
        comment_of(check, liaison_of(inspection), text=" ")


def test_showing_the_draft_again_closes_the_earlier_check() -> None:
    first = shared()
    lead = lead_of(first.inspection)
    advance_inspection(actor=lead, inspection=first.inspection, action="return-to-drafting")

    second = share_for_accuracy_check(actor=lead, inspection=first.inspection, closes_on=CLOSES)

    assert list(AccuracyCheck.objects.filter(closed_at__isnull=True)) == [second]


def test_another_draft_is_shown_only_once_every_comment_has_its_answer() -> None:
    first = shared()
    lead, liaison = lead_of(first.inspection), liaison_of(first.inspection)
    comment = comment_of(first, liaison)
    submit_accuracy_comments(actor=liaison, accuracy_check=first)
    advance_inspection(actor=lead, inspection=first.inspection, action="return-to-drafting")

    with pytest.raises(
        RefusalError, match=r"without an answer: 1\. Answer each before another draft is shown"
    ):
        share_for_accuracy_check(actor=lead, inspection=first.inspection, closes_on=CLOSES)
    answer_accuracy_comment(
        actor=lead, comment=comment, answer="Put right.", accepted=True, expected_version=2
    )
    second = share_for_accuracy_check(actor=lead, inspection=first.inspection, closes_on=CLOSES)

    assert list(AccuracyCheck.objects.filter(closed_at__isnull=True)) == [second]
