"""Replacing a case that cannot be reviewed, and proving that the sample is the one that was drawn."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, statistics_refused
from peelian.apps.reviews.services.drawing import OPEN, add_cases, draw_from_frame, settled_plan, sizes_of
from peelian.apps.reviews.services.planning import require_state


@service("reviews.withdraw_and_replace_case")
def withdraw_and_replace_case(
    *, actor: User, case: SampledCase, expected_version: int, reason: str
) -> SampledCase | None:
    """Take a case that cannot be reviewed out of the sample; the next in the order of the draw takes its place.

    Its reviewers are given the new case. Where the stratum holds no further case, the sample is one smaller
    and None is returned.
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


@dataclass(frozen=True)
class DrawProof:
    """The outcome of a redraw: whether frame and cases are the same, and by how much they differ."""

    same: bool
    frame_same: bool
    drawn: int
    missing: int
    extra: int

    def sentence(self) -> str:
        if self.same:
            return f"The redraw gives the same {number_of(self.drawn, 'case')} from the same frame."
        if not self.frame_same:
            return "The frame that is kept is not the one the sample was drawn from: its fingerprint differs."
        return f"The redraw differs: {self.missing} cases are missing and {self.extra} do not belong."


@service("reviews.prove_draw")
def prove_draw(*, actor: User, review: Review) -> DrawProof:
    """Draw the sample again from the frame that is kept and compare it with the cases of the review."""
    require_role(actor, review.tenant, *MANAGERS, to="prove the draw of a review")
    require_state(review, *OPEN, Review.State.CLOSED, to="prove its draw")
    sizes = sizes_of(review)
    with statistics_refused("plan"):
        plan = settled_plan({"sizes": sizes})
    redrawn = draw_from_frame(review, plan, sizes)
    expected = {case.key for case in redrawn.cases}
    found = set(review.cases.filter(withdrawn_on__isnull=True).values_list("key", flat=True))
    frame_same = redrawn.frame_fingerprint == review.frame_fingerprint
    proof = DrawProof(
        frame_same and expected == found,
        frame_same,
        len(expected),
        len(expected - found),
        len(found - expected),
    )
    record_event(
        actor=actor,
        action="reviews.prove_draw",
        subject=review,
        organisation=review.tenant,
        summary=f"{proof.sentence()} (Review '{review.title}'.)",
    )
    return proof


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
