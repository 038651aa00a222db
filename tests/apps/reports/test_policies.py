"""Every policy, asked for one thing and for all of them, gives one answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import ROLES_BY_KIND, Role
from peelian.apps.reports import policies
from peelian.apps.reports.models import AccuracyCheck
from peelian.apps.reports.services import (
    draft_accuracy_comment,
    share_for_accuracy_check,
    submit_accuracy_comments,
)
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import CLOSES, liaison_of, published, signed_off, written_inspection
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db

Pair = tuple[Callable[[Any, Any], bool], Callable[[Any], Any]]
INSPECTION_PAIRS: dict[str, Pair] = {
    "write": (policies.can_report_inspection, policies.inspections_reportable_by),
    "share": (policies.can_share_inspection, policies.inspections_shareable_by),
    "sign": (policies.can_sign_inspection, policies.inspections_signable_by),
    "publish": (policies.can_publish_inspection, policies.inspections_publishable_by),
    "preview": (policies.can_preview_report, policies.reports_previewable_by),
}


def people() -> dict[str, Any]:
    """Somebody in every role of the own organisations, somebody of others, and nobody."""
    force = make_force()
    found: dict[str, Any] = {"anonymous": AnonymousUser(), "no role": make_person()}
    for organisation in (make_inspectorate(), force, make_local_policing_body(force)):
        for role in ROLES_BY_KIND[organisation.kind]:
            found[f"{role} of {organisation.slug}"] = make_person(organisation, role)
    found["hmi of another"] = make_person(make_inspectorate("another"), Role.HMI)
    found["chief officer of kent"] = make_person(make_force("kent"), Role.CHIEF_OFFICER)
    return found


def allowed(pair: Pair, thing: Any) -> set[str]:
    """Those who may, with both ways of asking compared for everybody."""
    can, able = pair
    everybody = people()
    one = {name for name, person in everybody.items() if can(person, thing)}
    many = {name for name, person in everybody.items() if thing in able(person)}
    assert one == many
    return one


def of_staff(*roles: Role) -> set[str]:
    return {f"{role} of inspectorate" for role in roles}


def test_drafts_are_written_and_shown_by_the_inspectorate_alone() -> None:
    inspection = written_inspection()

    assert allowed(INSPECTION_PAIRS["write"], inspection) == of_staff(*policies.WRITERS)
    assert allowed(INSPECTION_PAIRS["preview"], inspection) == of_staff(*policies.WRITERS)
    assert allowed(INSPECTION_PAIRS["share"], inspection) == of_staff(Role.LEAD_INSPECTOR, Role.HMI)
    assert allowed(INSPECTION_PAIRS["sign"], inspection) == set()
    assert allowed(INSPECTION_PAIRS["publish"], inspection) == set()


def test_signed_off_report_is_published_but_no_longer_written() -> None:
    inspection = signed_off(written_inspection())

    assert allowed(INSPECTION_PAIRS["publish"], inspection) == of_staff(
        Role.HMI, Role.HMCIC, Role.PUBLICATIONS
    )
    assert allowed(INSPECTION_PAIRS["write"], inspection) == set()


def test_publication_is_corrected_by_signatories() -> None:
    publication = published()

    pair: Pair = (policies.can_correct_publication, policies.publications_correctable_by)
    assert allowed(pair, publication) == of_staff(Role.HMI, Role.HMCIC)
    inspection = Inspection.objects.get(pk=publication.inspection_id)
    assert allowed(INSPECTION_PAIRS["publish"], inspection) == set()


def test_accuracy_check_is_read_by_both_sides_and_commented_by_the_force() -> None:
    check = shared_check()
    force = {f"{role} of cleveland" for role in policies.COMMENTERS}

    read: Pair = (policies.can_read_accuracy_check, policies.accuracy_checks_readable_by)
    comment: Pair = (policies.can_comment_accuracy_check, policies.accuracy_checks_commentable_by)
    assert allowed(read, check) == force | of_staff(*policies.WRITERS)
    assert allowed(comment, check) == force
    assert allowed(INSPECTION_PAIRS["sign"], check.inspection) == of_staff(Role.HMI, Role.HMCIC)


def test_comments_are_answered_once_they_are_submitted() -> None:
    check = shared_check()
    liaison = liaison_of(check.inspection)
    comment = draft_accuracy_comment(
        actor=liaison, accuracy_check=check, place="Summary", text="The date is wrong."
    )
    pair: Pair = (policies.can_answer_accuracy_comment, policies.accuracy_comments_answerable_by)
    assert allowed(pair, comment) == set()

    submit_accuracy_comments(actor=liaison, accuracy_check=check)

    assert allowed(pair, comment) == of_staff(*policies.ANSWERERS)


def shared_check() -> AccuracyCheck:
    inspection = written_inspection()
    return share_for_accuracy_check(actor=lead_of(inspection), inspection=inspection, closes_on=CLOSES)
