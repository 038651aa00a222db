"""Pages of the cases of a sample: the list by number, and a case that cannot be reviewed."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.reviews.models import SampledCase
from peelian.apps.reviews.policies import can_manage_review
from peelian.apps.reviews.services import withdraw_and_replace_case
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import ReasonForm, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempted, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.places import (
    case_address,
    case_of,
    review_address,
    review_frame,
    review_of,
)
from peelian.rules.periods import day_words

CASE_COLUMNS = headings("Case", "Stratum")
MANAGING_COLUMNS = headings("Marked", "Standing", "Step")
"""For those who run the review: reviewers are not told which cases are marked twice."""
MARKING_COLUMNS = headings("Marker", "Reviewer", "Answers", "Step")


@workspace_page
def review_cases(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The cases of the sample, by number: their references are for those who review them."""
    found = review_of(request, review_id)
    may_manage = can_manage_review(person(request), found)
    listed = one_page(
        request,
        found.cases.select_related("replaced_by", "replaces")
        .prefetch_related("assignments")
        .order_by("number"),
    )
    context = {
        **review_frame(found, "review_cases"),
        "listed": listed,
        "columns": [*CASE_COLUMNS, *MANAGING_COLUMNS] if may_manage else CASE_COLUMNS,
        "rows": [_row(case, may_manage) for case in listed],
    }
    return page(request, "reviewing/cases.html", context)


@workspace_page
def review_case(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Who marks one case, for those who run the review; what was answered is not told here."""
    case = case_of(request, case_id)
    if not can_manage_review(person(request), case.review):
        raise Http404
    markings = (
        case.assignments.select_related("reviewer")
        .annotate(given=Count("answers", filter=~Q(answers__value="")))
        .order_by("marker")
    )
    context = {
        **review_frame(case.review, "review_cases", (f"Case {case.number}", "")),
        "case": case,
        "standing": _standing(case),
        "may_be_replaced": _may_be_replaced(case),
        "twice": case.double_marked,
        "columns": MARKING_COLUMNS,
        "rows": [_marking_row(each, case) for each in markings],
    }
    return page(request, "reviewing/case.html", context)


@workspace_page
def case_withdraw(request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
    """Take a case that cannot be reviewed out of the sample; the next of its stratum takes its place."""
    case = case_of(request, case_id)
    if case.withdrawn_on is not None or not can_manage_review(person(request), case.review):
        raise Http404
    form = ReasonForm(sent(request), initial={"version": case.version})
    replaced: list[SampledCase | None] = []

    def act() -> None:
        replaced.append(
            withdraw_and_replace_case(
                actor=person(request),
                case=case,
                expected_version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        )

    if form.is_valid() and attempted(form, act):
        messages.success(request, _told(case, replaced[0]))
        return redirect(review_address(case.review, "review_cases"))
    context = {
        **review_frame(case.review, "review_cases", (f"Replace case {case.number}", "")),
        "heading": f"Replace case {case.number}",
        "hint": "The next case of its stratum, in the order of the draw, takes its place. The reason stays with the "
        "sample; write nothing in it by which a person or a case could be known.",
        "button": "Replace the case",
        "warning": True,
        "cancel": review_address(case.review, "review_cases"),
    }
    return page(request, "reviewing/form.html", context, form)


def _told(case: SampledCase, replacement: SampledCase | None) -> str:
    if replacement is None:
        return f"Case {case.number} is taken out. Its stratum holds no further case to take its place."
    return f"Case {case.number} is replaced by case {replacement.number}."


def _row(case: SampledCase, may_manage: bool) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [{"text": f"Case {case.number}"}, {"text": case.stratum}]
    if may_manage:
        cells[0]["href"] = case_address(case)
        cells += [{"text": "Twice" if case.double_marked else "Once"}, {"text": _standing(case)}, _step(case)]
    return cells


def _marking_row(marking: Any, case: SampledCase) -> list[dict[str, Any]]:
    """One marker of the case, with the way to another while nothing is answered."""
    begun = marking.is_finished or marking.given or case.withdrawn_on is not None
    step = {"text": "None"} if begun else {
        "text": "Give to another reviewer", "href": reverse("workspace:case_reassign", args=[marking.pk])
    }  # fmt: skip
    return [
        {"text": marking.get_marker_display()},
        {"text": marking.reviewer.name or marking.reviewer.email},
        {"text": "Finished" if marking.is_finished else f"{marking.given} so far"},
        step,
    ]


def _step(case: SampledCase) -> dict[str, str]:
    if not _may_be_replaced(case):
        return {"text": "None"}
    return {"text": f"Replace case {case.number}", "href": reverse("workspace:case_withdraw", args=[case.pk])}


def _may_be_replaced(case: SampledCase) -> bool:
    """Whether the case stands in the sample and nobody has finished it."""
    return case.withdrawn_on is None and not any(each.is_finished for each in case.assignments.all())


def _standing(case: SampledCase) -> str:
    if case.withdrawn_on is not None:
        after = getattr(case, "replaced_by", None)
        by = f"; case {after.number} took its place" if after else ""
        return f"Withdrawn on {day_words(case.withdrawn_on)}: {case.withdrawn_reason.rstrip('.')}{by}."
    given = case.assignments.all()
    finished = sum(each.is_finished for each in given)
    if not given:
        return "Not given to a reviewer"
    return f"{finished} of {len(given)} marking{'s' if len(given) != 1 else ''} finished"
