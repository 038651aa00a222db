"""The secret address of a person's calendar: made, and taken back."""

from __future__ import annotations

import secrets

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.notifications.models import CalendarAddress, secret_hash
from peelian.rules.errors import RefusalError

BYTES = 32


@service("notifications.make_calendar_address")
def make_calendar_address(*, actor: User) -> str:
    """Make a new secret for the actor's calendar and return it, this once; an earlier one ends with it."""
    _revoke(actor)
    secret = secrets.token_urlsafe(BYTES)
    made = CalendarAddress.objects.create(person=actor, secret_sha256=secret_hash(secret))
    record_event(
        actor=actor,
        action="notifications.make_calendar_address",
        subject=made,
        summary=f"Calendar address of {actor.audit_label} made.",
    )
    return secret


@service("notifications.revoke_calendar_address")
def revoke_calendar_address(*, actor: User) -> None:
    """End the actor's calendar address: whoever knows it finds nothing there any more."""
    if not _revoke(actor):
        raise RefusalError("refused", "You have no calendar address, so there is none to take back.")
    record_event(
        actor=actor,
        action="notifications.revoke_calendar_address",
        summary=f"Calendar address of {actor.audit_label} taken back.",
    )


def _revoke(person: User) -> int:
    standing = CalendarAddress.objects.filter(person=person, revoked_at__isnull=True)
    return standing.update(revoked_at=timezone.now())
