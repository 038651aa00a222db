"""Proving what is published: every version against its hash, the log, and the public record of grades."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.audit.models import AuditEvent
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.reports.models import Publication

PUBLISHING = ("reports.publish_report", "reports.correct_report")
"""The acts with which the log keeps the content hash of a version."""


@dataclass(frozen=True)
class PublicationsProof:
    """The result: how many versions were found whole, and what is wrong with the first that is not."""

    publications: int
    reason: str = ""

    @property
    def holds(self) -> bool:
        return not self.reason


def verify_publications() -> PublicationsProof:
    """Recompute the hash of every version, and compare it and its grades with what was recorded beside it."""
    logged = _hashes_in_the_log()
    number = 0
    for publication in Publication.objects.order_by("published_at", "pk").iterator(chunk_size=20):
        fault = _fault_of(publication, logged.pop(str(publication.pk), None))
        if fault:
            return PublicationsProof(number, fault)
        number += 1
    if logged:
        return PublicationsProof(number, "A version that the log tells of is missing from the database.")
    return PublicationsProof(number)


def _hashes_in_the_log() -> dict[str, str]:
    done = AuditEvent.objects.filter(action__in=PUBLISHING, outcome=AuditEvent.Outcome.DONE)
    return {
        subject: details.get("content_hash", "")
        for subject, details in done.values_list("subject_reference", "details")
    }


def _fault_of(publication: Publication, logged: str | None) -> str:
    if not publication.is_whole:
        return f"The content of {publication} differs from its content hash."
    if logged != publication.content_hash:
        return f"The log tells another content hash of {publication}, or none."
    if publication.force_id is None:
        return ""
    recorded = _recorded_grades(publication)
    printed = {line.target: line.grade for line in publication.report.summary.grades}
    for target in sorted(recorded.keys() | printed.keys()):
        if recorded.get(target) != printed.get(target):
            return (
                f"The public record of grades has {recorded.get(target, 'no grade')!r} for {target}, and "
                f"{publication} prints {printed.get(target, 'no grade')!r}."
            )
    return ""


def _recorded_grades(publication: Publication) -> dict[str, str]:
    records = GradeRecord.objects.filter(publication=publication.pk, status=GradeRecord.Status.GRADED)
    return dict(records.values_list("target", "grade"))
