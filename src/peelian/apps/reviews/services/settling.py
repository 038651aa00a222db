"""Settling what two markers of a case answer differently: a third person decides."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.apps.reviews.final_answers import Disagreement, cases_in_review, units_of
from peelian.apps.reviews.models import CaseItem, SampledCase, Settlement
from peelian.apps.reviews.policies import REVIEWERS, can_settle_case
from peelian.rules.errors import NotPermittedError, RefusalError


@service("reviews.settle_disagreement")
def settle_disagreement(
    *,
    actor: User,
    case: SampledCase,
    question: str,
    value: str,
    reason: str,
    reference: str = "",
    item: CaseItem | None = None,
    expected_version: int = 0,
) -> Settlement:
    """Decide a question that the two markers of a case answer differently, with the reason.

    The one who decides is neither of them. A decision may be changed until the review is closed;
    `expected_version` is that of the decision, 0 where there is none.
    """
    require_role(actor, case.tenant, *REVIEWERS, to="settle a disagreement")
    current = SampledCase.objects.select_for_update().get(pk=case.pk)
    if not can_settle_case(actor, current):
        raise NotPermittedError(
            NOT_PERMITTED,
            f"You cannot settle case {current.number}: that is for a third person, once both markers have finished "
            "and while the review is open.",
        )
    found = _disagreement(current, item, question)
    _check(found, value, reason)
    settlement = _kept(actor, current, item, question, expected_version)
    before = settlement.value
    settlement.value, settlement.reason, settlement.reference = value, reason.strip(), reference.strip()
    settlement.settled_by = actor
    settlement.save()
    record_event(
        actor=actor,
        action="reviews.settle_disagreement",
        subject=settlement,
        organisation=current.tenant,
        summary=f"Case {current.number} of the review '{current.review.title}': '{question}' was settled.",
        details={"question": question, "before": before, "after": value},
    )
    return settlement


def _disagreement(case: SampledCase, item: CaseItem | None, question: str) -> Disagreement:
    loaded = cases_in_review(case.review).get(pk=case.pk)
    for unit in units_of(case.review.instrument, loaded):
        if unit.item == item:
            for found in unit.disagreements:
                if found.question.identifier == question:
                    return found
    raise RefusalError(
        "refused",
        f"The markers of case {case.number} do not disagree on '{question}', or another question has to be settled "
        "first. There is nothing to decide.",
    )


def _check(found: Disagreement, value: str, reason: str) -> None:
    problems = Problems()
    allowed = [option.identifier for option in found.question.choices]
    problems.need_one_of("value", value, allowed, f"answer to '{found.question.identifier}'")
    problems.need(
        "reason", reason, "A disagreement is not settled without a reason. Say why this answer holds."
    )
    problems.raise_if_any()


def _kept(
    actor: User, case: SampledCase, item: CaseItem | None, question: str, expected_version: int
) -> Settlement:
    """The decision that stands, at its next version, or a new one."""
    standing = case.settlements.filter(item=item, question=question).first()
    if standing is None:
        return Settlement(case=case, item=item, question=question, settled_by=actor)
    locked = lock_for_edit(standing, expected_version, ("value", "reason", "reference"))
    locked.version += 1
    return locked
