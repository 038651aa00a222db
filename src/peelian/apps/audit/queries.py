"""Proving the audit log, and reading it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from peelian.apps.audit.chain import FIRST_HASH, event_hash
from peelian.apps.audit.models import AuditEvent, AuditHead, PublicContent


@dataclass(frozen=True)
class AuditProof:
    """The result of checking the chain: how many events hold, and the first that does not."""

    events: int
    broken_at: int | None
    reason: str

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def verify_audit_log() -> AuditProof:
    """Recompute every hash from the first event on, and name the first row that does not fit."""
    previous, expected = FIRST_HASH, 1
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            return AuditProof(expected - 1, expected, f"Event {expected} is missing from the log.")
        if event.previous_hash != previous:
            return AuditProof(
                expected - 1, expected, f"Event {expected} does not follow from event {expected - 1}."
            )
        if event_hash(event) != event.hash:
            return AuditProof(expected - 1, expected, f"The content of event {expected} has been altered.")
        previous, expected = event.hash, expected + 1
    head = AuditHead.objects.filter(pk=1).first()
    if head is not None and (head.sequence, head.hash) != (expected - 1, previous):
        return AuditProof(
            expected - 1, expected, f"Event {expected} is missing: the log ends before its recorded end."
        )
    return AuditProof(expected - 1, None, "")


def public_content_number() -> int:
    """The present number of the public content; pages kept under another number are out of date.

    Every public page asks for it, so it is one plain statement: building a query would cost more than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {PublicContent._meta.db_table} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    return int(row[0]) if row else 0
