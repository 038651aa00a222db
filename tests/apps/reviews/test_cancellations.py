"""The cancellation of a crime record is approved by the crime registrar of the force alone, and stays on record."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from peelian.apps.reviews.models import CancellationApproval
from peelian.apps.reviews.services import approve_cancellation
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.reviews.world import refusal_fields
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db

RULES = "Home Office counting rules, April 2021"


def registrar(force: Organisation | None = None) -> User:
    return make_person(force or make_force(), Role.CRIME_REGISTRAR)


def approve(actor: User, **changes: Any) -> CancellationApproval:
    values: dict[str, Any] = {
        "force": make_force(),
        "record": "CR-0001",
        "reason": "information",
        "information": "Statement of the owner, who found the bicycle; entry 4 of the record.",
        "rules": RULES,
        **changes,
    }
    return approve_cancellation(actor=actor, **values)


def others() -> list[User]:
    """Every other role of the force, every role of the inspectorate and of the body, and another force's registrar."""
    force, inspectorate = make_force(), make_inspectorate()
    body = make_local_policing_body(force)
    homes = [(home, role) for home in (force, inspectorate, body) for role in ROLES_BY_KIND[home.kind]]
    people = [make_person(home, role) for home, role in homes if role != Role.CRIME_REGISTRAR]
    return [*people, registrar(make_force("durham"))]


@pytest.mark.item("S-095", "S-092")
def test_approval_is_recorded_with_the_registrar_who_gave_it() -> None:
    actor = registrar()

    approval = approve(actor)

    event = AuditEvent.objects.get(action="reviews.approve_cancellation")
    assert (approval.approved_by, approval.record, approval.rules) == (actor, "CR-0001", RULES)
    assert (event.outcome, event.actor_label, event.subject_reference) == (
        AuditEvent.Outcome.DONE,
        actor.audit_label,
        str(approval.pk),
    )
    assert event.organisation == str(make_force().pk)
    assert "CR-0001" not in f"{event.summary} {event.details}"


@pytest.mark.item("S-095")
def test_nobody_else_approves_and_each_attempt_is_logged() -> None:
    people = others()

    for actor in people:
        with pytest.raises(NotPermittedError) as refusal:
            approve(actor)

    refused = AuditEvent.objects.filter(action="reviews.approve_cancellation", outcome="refused")
    assert refusal.value.message == (
        "You cannot approve the cancellation of a crime record: that is for the role Crime registrar of "
        "Cleveland Police. Ask one of them, or an administrator."
    )
    assert sorted(refused.values_list("actor_reference", flat=True)) == sorted(
        each.audit_reference for each in people
    )
    assert CancellationApproval.objects.count() == 0


@pytest.mark.item("S-092")
@pytest.mark.parametrize("missing", ["record", "reason", "information", "rules"])
def test_cancellation_without_reason_information_record_or_standard_is_refused(missing: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        approve(registrar(), **{missing: "  "})

    assert refusal_fields(refusal) == [missing]
    assert CancellationApproval.objects.count() == 0


def test_record_is_cancelled_once_in_a_force_and_may_be_in_another() -> None:
    approve(registrar())
    elsewhere = make_force("durham")

    with pytest.raises(InvalidValueError) as refusal:
        approve(registrar(), record=" CR-0001 ")
    approve(registrar(elsewhere), force=elsewhere)

    assert refusal_fields(refusal) == ["record"]
    assert CancellationApproval.objects.count() == 2


def test_approval_is_never_changed_or_deleted() -> None:
    approval = approve(registrar())

    with pytest.raises(RefusalError):
        approval.save()
    with pytest.raises(RefusalError):
        approval.delete()
    for act in (
        lambda: CancellationApproval.objects.update(reason="error"),
        lambda: CancellationApproval.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()

    assert CancellationApproval.objects.get().reason == "information"
