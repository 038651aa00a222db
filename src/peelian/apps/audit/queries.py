"""Proving the audit log, and reading it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from peelian.apps.audit.chain import FIRST_HASH, event_hash
from peelian.apps.audit.models import AuditEvent, AuditHead, PublicContent


@dataclass(frozen=True)
class AuditProof:
    """The result of checking the chain: how many events hold, the hash of the last, and the first that does not."""

    events: int
    broken_at: int | None
    reason: str
    head: str = ""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def verify_audit_log() -> AuditProof:
    """Recompute every hash from the first event on, and name the first row that does not fit.

    The recorded end is read before the events and again after them, so that what others add meanwhile is no fault.
    """
    head = AuditHead.objects.filter(pk=1).first() or AuditHead()
    previous, expected, at_head = FIRST_HASH, 1, FIRST_HASH
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
        if event.sequence == head.sequence:
            at_head = event.hash
    return _proof_of_end(head, expected - 1, at_head, previous)


def _proof_of_end(head: AuditHead, events: int, at_head: str, last: str) -> AuditProof:
    """Compare the recorded end, as it was before the events were read, with the chain of them, which holds."""
    if events < head.sequence:
        reason = f"Event {events + 1} is missing: the log ends before its recorded end."
        return AuditProof(events, events + 1, reason)
    if at_head != head.hash:
        reason = f"Event {head.sequence} is not the one that was recorded as the last."
        return AuditProof(head.sequence - 1, head.sequence, reason)
    end = AuditHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    if events > end:
        return AuditProof(end, end + 1, f"Event {end + 1} stands after the recorded end of the log.")
    return AuditProof(events, None, "", last)


def public_content_number() -> int:
    """The present number of the public content; pages kept under another number are out of date.

    Every public page asks for it, so it is one plain statement: building a query would cost more than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM {PublicContent._meta.db_table} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    return int(row[0]) if row else 0
