"""Answering for a case: saved as one goes, and finished when whole."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.reviews.completeness import marker_problems
from peelian.apps.reviews.final_answers import is_disputed
from peelian.apps.reviews.models import Assignment
from peelian.apps.reviews.refusals import number_of, refused
from peelian.apps.reviews.services.open_cases import (
    back_to_reviewing,
    case_words,
    locked_assignment,
    log_for_case,
    move_on,
)
from peelian.apps.reviews.services.saving import AnswerGiven, AnswerSaved, Saving, check_answers
from peelian.rules.errors import NotPermittedError, RefusalError


@service("reviews.save_answers")
def save_answers(
    *, actor: User, assignment: Assignment, answers: Sequence[AnswerGiven]
) -> tuple[AnswerSaved, ...]:
    """Save answers for a case, in the order given; what was saved before is known again.

    An answer that somebody changed in between (the same reviewer, on another page) is not overwritten: it comes
    back as a conflict with what stands, and the others are saved.

    Raises
    ------
    InvalidValueError
        For questions, items and values that the instrument does not have, all at once; nothing is saved.
    """
    current = locked_assignment(actor, assignment)
    check_answers(current, answers)
    saved = Saving(current).save(answers)
    kept = [each for each in saved if each.outcome == "saved"]
    if kept:
        record_event(
            actor=actor,
            action="reviews.save_answers",
            subject=current,
            organisation=current.tenant,
            summary=f"{number_of(len(kept), 'answer')} saved for {case_words(current)}.",
            details={"questions": sorted({each.question for each in kept})},
        )
    return saved


@service("reviews.finish_case")
def finish_case(*, actor: User, assignment: Assignment, expected_version: int, rules: str = "") -> Assignment:
    """Say that a case is answered. Refused with everything that is still open.

    `rules` names the set of rules and its version by which the case was audited, where the instrument asks it.
    """
    locked_assignment(actor, assignment)
    current = lock_for_edit(assignment, expected_version, ("rules", "finished_at"))
    current.rules = rules.strip()
    problems = marker_problems(current)
    if problems:
        raise refused(
            "answers", f"The case cannot be finished yet: {number_of(len(problems), 'thing is', 'things are')} open.",
            problems,
        )  # fmt: skip
    current.finished_at = timezone.now()
    current.version += 1
    current.save(update_fields=["rules", "finished_at", "version"])
    log_for_case(actor, current, "reviews.finish_case", f"Finished: {case_words(current)}.")
    move_on(current.case.review)
    return current


@service("reviews.reopen_case")
def reopen_case(*, actor: User, assignment: Assignment, expected_version: int) -> Assignment:
    """Let a reviewer change a case that they had finished, as long as it is not disputed.

    Once both markers have finished and differ, each can see the answer of the other: changed now, it would no longer
    be marked blind, and the agreement that is told would be made afterwards.
    """
    current = lock_for_edit(assignment, expected_version, ("finished_at",))
    review = current.case.review
    if current.reviewer_id != actor.pk or review.is_closed or current.finished_at is None:
        raise NotPermittedError(
            NOT_PERMITTED,
            "A finished case is reopened by the reviewer who finished it, while the review is not closed.",
        )
    if current.case.settlements.exists():
        raise RefusalError(
            "refused",
            f"A disagreement on case {current.case.number} is settled already, so its answers stay.",
        )
    if is_disputed(current.case):
        raise RefusalError(
            "refused",
            f"Both markers of case {current.case.number} have finished and answer differently, so their answers stay. "
            "A third person settles it: tell them what you would change.",
        )
    current.finished_at = None
    current.version += 1
    current.save(update_fields=["finished_at", "version"])
    back_to_reviewing(review)
    log_for_case(actor, current, "reviews.reopen_case", f"Reopened: {case_words(current)}.")
    return current
