"""Proving what closing a review froze: every record against its own hash and the one in the audit log."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.audit.models import AuditEvent
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import ReviewRecord
from peelian.apps.reviews.queries.methods import record_is_whole

CLOSING = "reviews.close_review"
"""The act with which the log keeps the hash of a record."""


@dataclass(frozen=True)
class RecordsProof:
    """The result: how many frozen records were found whole, and what is wrong with the first that is not."""

    records: int
    reason: str = ""

    @property
    def holds(self) -> bool:
        return not self.reason


def verify_review_records() -> RecordsProof:
    """Recompute the hash of every frozen record, and compare it with what the log tells of its closing."""
    logged = _hashes_in_the_log()
    number = 0
    for record in ReviewRecord.objects.select_related("review").order_by("pk").iterator(chunk_size=20):
        named = f"the record of the review '{record.review}'"
        if not record_is_whole(record) or hash_of(record.review.definition) != record.review.definition_hash:
            return RecordsProof(number, f"The content of {named} differs from its hash.")
        if logged.pop(str(record.review_id), None) != record.sha256:
            return RecordsProof(number, f"The log tells another hash of {named}, or none.")
        number += 1
    if logged:
        return RecordsProof(number, "A record that the log tells of is missing from the database.")
    return RecordsProof(number)


def _hashes_in_the_log() -> dict[str, str]:
    done = AuditEvent.objects.filter(action=CLOSING, outcome=AuditEvent.Outcome.DONE)
    return {
        subject: details.get("sha256", "")
        for subject, details in done.values_list("subject_reference", "details")
    }
