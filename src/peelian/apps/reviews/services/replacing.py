"""Replacing a case that cannot be reviewed by the next in the order of the draw."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.services.drawing import (
    OPEN,
    add_cases,
    draw_from_frame,
    settled_plan,
    sizes_of,
)
from peelian.apps.reviews.services.planning import require_state


@service("reviews.withdraw_and_replace_case")
def withdraw_and_replace_case(
    *, actor: User, case: SampledCase, expected_version: int, reason: str
) -> SampledCase | None:
    """Take a case that cannot be reviewed out of the sample; the next in the order of the draw takes its place.

    Its reviewers are given the new case. Where the stratum holds no further case, the sample is one smaller
    and None is returned. A case that a reviewer has finished could be reviewed and stays: otherwise a sample could be
    steered by taking out what does not please.
    """
    require_role(actor, case.tenant, *MANAGERS, to="replace a case of the sample")
    review = Review.objects.select_for_update().get(pk=case.review_id)
    require_state(review, *OPEN, to="replace a case")
    current = lock_for_edit(case, expected_version, ("withdrawn_reason",))
    problems = Problems()
    problems.need(
        "reason", reason, "A case is not withdrawn without a reason. Say why it cannot be reviewed."
    )
    if current.withdrawn_on is not None:
        problems.add("case", current.number, f"Case {current.number} is withdrawn already.")
    if current.assignments.filter(finished_at__isnull=False).exists():
        problems.add(
            "case",
            current.number,
            f"Case {current.number} is finished by a reviewer, so it could be reviewed and stays in the sample. Only a "
            "case that nobody has finished is replaced.",
        )
    problems.raise_if_any()
    current.withdrawn_on = timezone.localdate()
    current.withdrawn_reason = reason.strip()
    current.version += 1
    current.save()
    replacement = _replacement(review, current)
    record_event(
        actor=actor,
        action="reviews.withdraw_and_replace_case",
        subject=current,
        organisation=review.tenant,
        summary=f"Case {current.number} of the review '{review.title}' was withdrawn"
        + (
            f" and replaced by case {replacement.number}."
            if replacement
            else "; no case was left to replace it."
        ),
    )
    return replacement


def _replacement(review: Review, withdrawn: SampledCase) -> SampledCase | None:
    stratum = review.strata.get(stratum=withdrawn.stratum)
    gone = review.cases.filter(stratum=withdrawn.stratum, withdrawn_on__isnull=False).count()
    if stratum.population - gone < stratum.size:
        stratum.size -= 1
        stratum.save(update_fields=["size"])
        return None
    sizes = sizes_of(review)
    added = add_cases(review, draw_from_frame(review, settled_plan({"sizes": sizes}), sizes))[0]
    added.replaces = withdrawn
    added.double_marked = withdrawn.double_marked
    added.save(update_fields=["replaces", "double_marked"])
    given = Assignment.objects.bulk_create(
        Assignment(case=added, reviewer=each.reviewer, marker=each.marker)
        for each in withdrawn.assignments.all()
    )
    if given and review.state == Review.State.SETTLING:
        review.state = Review.State.REVIEWING
        review.version += 1
        review.save(update_fields=["state", "version"])
    return added
