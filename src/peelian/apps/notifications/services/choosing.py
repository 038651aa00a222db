"""What a person decides about notices: how often they come by email, and which are read."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.notifications.models import DeliveryChoice, Notice


@service("notifications.choose_delivery")
def choose_delivery(*, actor: User, delivery: str) -> DeliveryChoice:
    """Choose how often notices come by email; the product shows all of them anyway.

    Who chooses none is sent nothing more, not even what was waiting for the next digest.
    """
    problems = Problems()
    problems.need_one_of("delivery", delivery, DeliveryChoice.Delivery.values, "choice")
    problems.raise_if_any()
    choice, _ = DeliveryChoice.objects.update_or_create(person=actor, defaults={"delivery": delivery})
    if delivery == DeliveryChoice.Delivery.NONE:
        Notice.objects.filter(person=actor, message__isnull=True).update(by_mail=False)
    record_event(
        actor=actor,
        action="notifications.choose_delivery",
        subject=choice,
        summary=f"Notices of {actor.audit_label} by email: {choice.get_delivery_display().lower()}.",
    )
    return choice


@service("notifications.read_notices")
def read_notices(*, actor: User, notices: Collection[uuid.UUID] | None = None) -> int:
    """Mark notices of the actor as read, all of them where none is named; return how many were new."""
    unread = Notice.objects.visible_to(actor).filter(read_at__isnull=True)
    if notices is not None:
        unread = unread.filter(pk__in=notices)
    count = unread.update(read_at=timezone.now())
    if count:
        record_event(
            actor=actor,
            action="notifications.read_notices",
            summary=f"Notices read by {actor.audit_label}: {count}.",
        )
    return count
