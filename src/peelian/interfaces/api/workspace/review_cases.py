"""The cases of a review: given to reviewers, replaced, watched in their progress, and settled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.reviews.models import Assignment, CaseItem, Settlement
from peelian.apps.reviews.policies import can_manage_review, reviews_manageable_by
from peelian.apps.reviews.queries import (
    DisagreementRow,
    agreement,
    disagreements,
    open_things,
    review_progress,
    sampled_cases,
)
from peelian.apps.reviews.services import (
    assign_cases,
    reassign_case,
    settle_disagreement,
    withdraw_and_replace_case,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import colleagues, person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.interfaces.api.workspace.review_case_values import (
    AgreementOut,
    CaseDecision,
    DecisionOut,
    DisagreementOut,
    OpenThings,
    ProgressOut,
    Reassignment,
    ReplacedOut,
    Replacement,
    Reviewers,
)
from peelian.interfaces.api.workspace.review_values import (
    CaseOut,
    MarkingOut,
    case_of,
    case_out,
    managed_review,
    marking_out,
    review_of,
)
from peelian.rules.scoring import Answer as GivenAnswer
from peelian.stats.agreement_result import AgreementCoefficient

router = Router(tags=["reviews"])
CASE_FILTERS = (Filter("stratum", "A stratum of the frame."),)


@router.post("/reviews/{uuid:review_id}/reviewers", response={200: list[MarkingOut], **WORKSPACE_PROBLEMS})
def give_out_cases(request: HttpRequest, review_id: UUID, given: Reviewers) -> object:
    """Give every case that has no reviewer yet to one, and those marked twice to a second."""
    found = managed_review(request, review_id)
    made = assign_cases(
        actor=person(request),
        review=found,
        expected_version=given.expected_version,
        reviewers=colleagues(found.tenant, given.reviewers, "reviewers"),
    )
    return [marking_out(each) for each in made]


@router.get(
    "/reviews/{uuid:review_id}/cases",
    response={200: Listing[CaseOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(CASE_FILTERS),
)
def list_cases(request: HttpRequest, review_id: UUID) -> object:
    """The cases of the sample by number; their references are shown to those who review them alone."""
    question = question_of(request, CASE_FILTERS)
    found, user = review_of(request, review_id), person(request)
    may_manage = can_manage_review(user, found)
    cases = sampled_cases(user, found).filter(**question.given(stratum="stratum"))
    return listing(
        request, question, cases, ("number", "id"), lambda case: case_out(case, may_manage=may_manage)
    )


@router.post("/reviews/cases/{uuid:case_id}/replace", response={200: ReplacedOut, **WORKSPACE_PROBLEMS})
def replace_case(request: HttpRequest, case_id: UUID, edit: Replacement) -> object:
    """Take a case that cannot be reviewed out of the sample; the next of its stratum takes its place."""
    made = withdraw_and_replace_case(actor=person(request), case=case_of(request, case_id), **edit.given())
    return {"replacement": case_out(made, may_manage=True) if made else None}


@router.post(
    "/reviews/markings/{uuid:assignment_id}/reviewer", response={200: MarkingOut, **WORKSPACE_PROBLEMS}
)
def give_case_to_another(request: HttpRequest, assignment_id: UUID, edit: Reassignment) -> object:
    """Give a case to another reviewer, as long as nobody has answered anything for it."""
    user = person(request)
    managed = Assignment.objects.filter(case__review__in=reviews_manageable_by(user))
    marking = reach(managed.select_related("case__review__inspection__inspectorate"), pk=assignment_id)
    moved = reassign_case(
        actor=user,
        assignment=marking,
        expected_version=edit.expected_version,
        reviewer=colleagues(marking.tenant, [edit.reviewer], "reviewer")[0],
    )
    return marking_out(moved)


@router.get(
    "/reviews/{uuid:review_id}/progress", response={200: list[ProgressOut], **WORKSPACE_READ_PROBLEMS}
)
def show_progress(request: HttpRequest, review_id: UUID) -> object:
    """How many cases of each stratum are drawn, given, finished and withdrawn."""
    return list(review_progress(person(request), review_of(request, review_id)))


@router.get("/reviews/{uuid:review_id}/open-things", response={200: OpenThings, **WORKSPACE_READ_PROBLEMS})
def list_open_things(request: HttpRequest, review_id: UUID) -> object:
    """What keeps the review from being closed, for those who run it."""
    things = open_things(person(request), managed_review(request, review_id))
    return {"count": len(things), "things": things}


@router.get("/reviews/{uuid:review_id}/agreement", response={200: AgreementOut, **WORKSPACE_READ_PROBLEMS})
def show_agreement(request: HttpRequest, review_id: UUID) -> object:
    """How far the markers agree on the cases that two of them marked."""
    found = agreement(person(request), review_of(request, review_id))
    return {
        "questions": [
            {
                "question": each.question.identifier,
                "cases_marked_twice": each.twice_marked,
                "percent": _coefficient(each.percent),
                "gwet": _coefficient(each.gwet),
                "kappa": _coefficient(each.kappa),
            }
            for each in found.questions
            if each.twice_marked
        ],
        "reviewers": [
            {"reviewer": name, "answers_compared": each.items, "same": each.agreement}
            for name, each in found.reviewers.items()
        ],
    }


@router.get(
    "/reviews/{uuid:review_id}/disagreements",
    response={200: list[DisagreementOut], **WORKSPACE_READ_PROBLEMS},
)
def list_disagreements(request: HttpRequest, review_id: UUID) -> object:
    """What two markers answer differently; nothing of a case that you have still to mark."""
    return [_disagreement(row) for row in disagreements(person(request), review_of(request, review_id))]


@router.post("/reviews/cases/{uuid:case_id}/settle", response={201: DecisionOut, **WORKSPACE_PROBLEMS})
def settle_case(request: HttpRequest, case_id: UUID, decision: CaseDecision) -> object:
    """Decide a question that two markers answer differently; you are neither of them."""
    case = case_of(request, case_id)
    items = CaseItem.objects.filter(case=case)
    item = all_named(items, [decision.item], "item")[0] if decision.item else None
    made: Settlement = settle_disagreement(
        actor=person(request), case=case, item=item, **decision.given(["item"])
    )
    return Status(201, made)


def _coefficient(found: AgreementCoefficient | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "estimate": found.estimate,
        "lower": found.lower,
        "upper": found.upper,
        "sentence": found.sentence(),
    }


def _disagreement(row: DisagreementRow) -> dict[str, Any]:
    found = row.disagreement
    return {
        "case_id": row.case.pk,
        "case": row.case.number,
        "item": row.item.pk if row.item else None,
        "question": found.question.identifier,
        "first": _mark(found.first),
        "second": _mark(found.second),
        "settled": _mark(found.settled),
        "may_settle": row.may_settle,
    }


def _mark(answer: GivenAnswer | None) -> dict[str, str] | None:
    if answer is None:
        return None
    return {"value": answer.value, "reason": answer.reason, "reference": answer.reference}
