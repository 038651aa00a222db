"""What every act on a case shares: that its reviewer may do it, where the review goes next, and the log."""

from __future__ import annotations

from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.reviews.models import Assignment, Review
from peelian.apps.reviews.policies import can_answer_assignment
from peelian.rules.errors import NotPermittedError


def locked_assignment(actor: User, assignment: Assignment) -> Assignment:
    """The assignment as it stands, locked, where the actor may answer it."""
    current: Assignment = (
        Assignment.objects.select_for_update(of=("self",)).select_related("case__review__inspection").get(
            pk=assignment.pk
        )
    )  # fmt: skip
    if not can_answer_assignment(actor, current):
        raise NotPermittedError(NOT_PERMITTED, _why_not(actor, current))
    return current


def _why_not(actor: User, assignment: Assignment) -> str:
    if assignment.reviewer_id != actor.pk:
        return "This case was given to another reviewer: only they answer it."
    if assignment.finished_at is not None:
        return f"You have finished case {assignment.case.number}. Reopen it to change an answer."
    if assignment.case.withdrawn_on is not None:
        return f"Case {assignment.case.number} was taken out of the sample, so it is no longer answered."
    return "Answers are taken while the review is open and you inspect for the inspectorate."


def move_on(review: Review) -> None:
    """Once every case is marked as often as it should be, what is left is to settle and to close."""
    finished = Assignment.objects.filter(case__review=review, finished_at__isnull=False)
    first = finished.filter(marker=Assignment.Marker.FIRST).values("case_id")
    second = finished.filter(marker=Assignment.Marker.SECOND).values("case_id")
    cases = review.cases.filter(withdrawn_on__isnull=True)
    if (
        cases.exclude(pk__in=first).exists()
        or cases.filter(double_marked=True).exclude(pk__in=second).exists()
    ):
        return
    current = Review.objects.select_for_update().get(pk=review.pk)
    current.state = Review.State.SETTLING
    current.version += 1
    current.save(update_fields=["state", "version"])


def back_to_reviewing(review: Review) -> None:
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.state == Review.State.SETTLING:
        current.state = Review.State.REVIEWING
        current.version += 1
        current.save(update_fields=["state", "version"])


def case_words(assignment: Assignment) -> str:
    return f"case {assignment.case.number} of the review '{assignment.case.review.title}'"


def log_for_case(actor: User, assignment: Assignment, action: str, summary: str, **details: Any) -> None:
    record_event(
        actor=actor, action=action, subject=assignment, organisation=assignment.tenant, summary=summary,
        details=details,
    )  # fmt: skip
