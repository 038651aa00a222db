"""Pages of reviews: the list of an inspection, planning one, and where one stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.policies import can_manage_review, can_review_inspection
from peelian.apps.reviews.services import plan_review, revise_review
from peelian.catalogue import Instrument
from peelian.interfaces.workspace.drafts import draft_inspection
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.next_steps import next_step
from peelian.interfaces.workspace.reviewing.places import (
    inspection_frame,
    managed_review,
    review_address,
    review_frame,
    review_of,
)
from peelian.interfaces.workspace.reviewing.plan_forms import PlanForm, RevisedPlanForm, revised_initial
from peelian.interfaces.workspace.reviewing.steps import PLANNED, review_step

STANDING = Q(cases__withdrawn_on__isnull=True)


@workspace_page
def reviews(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The reviews of an inspection."""
    inspection = draft_inspection(request, inspection_id)
    listed = one_page(
        request, inspection.reviews.annotate(sampled=Count("cases", filter=STANDING)).order_by("-planned_at")
    )
    context = {
        **inspection_frame(inspection),
        "listed": listed,
        "columns": [
            {"text": "Review"},
            {"text": "Question set"},
            {"text": "Period"},
            {"text": "Cases", "numeric": True},
            {"text": "State"},
        ],
        "rows": [_row(review) for review in listed],
        "may_plan": can_review_inspection(person(request), inspection),
    }
    return page(request, "reviewing/reviews.html", context)


@workspace_page
def review_plan(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Plan a review with one of the question sets."""
    inspection = draft_inspection(request, inspection_id)
    form = PlanForm(_instruments_for(inspection), sent(request))
    if form.is_valid():
        planned = attempt(
            form,
            lambda: plan_review(
                actor=person(request),
                inspection=inspection,
                instrument=form.cleaned_data["instrument"],
                **form.plan,
            ),
        )
        if planned is not None:
            messages.success(request, f"The review '{planned.title}' is planned.")
            return redirect(review_address(planned))
    context = {
        **inspection_frame(inspection, ("Plan a review", "")),
        "heading": "Plan a case-file review",
        "hint": "The review keeps the question set as it stands today, whatever changes in it later.",
        "button": "Plan review",
    }
    return page(request, "reviewing/form.html", context, form)


@workspace_page
def review(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Where a review stands: its plan, its frame and sample, and what comes next."""
    found = review_of(request, review_id)
    may_manage = can_manage_review(person(request), found)
    strata = list(found.strata.all())
    context = {
        **review_frame(found, "review"),
        "may_manage": may_manage,
        "next_step": next_step(found) if may_manage else None,
        "facts": list(_facts(found)),
        "columns": [
            {"text": "Stratum"},
            {"text": "Cases in the frame", "numeric": True},
            {"text": "Cases drawn", "numeric": True},
        ],
        "rows": [
            [
                {"text": each.stratum},
                {"text": f"{each.population:,}", "numeric": True},
                {"text": f"{each.size:,}" if found.seed else "not drawn yet", "numeric": True},
            ]
            for each in strata
        ],
    }
    return page(request, "reviewing/review.html", context)


@review_step(*PLANNED, to="change its plan")
def review_edit(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Change the plan of a review whose sample is not drawn yet."""
    found = managed_review(request, review_id)
    form = RevisedPlanForm(sent(request), initial=revised_initial(found))
    if form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: revise_review(actor=person(request), review=found, expected_version=version, **form.plan),
        )
        if changed is not None:
            messages.success(request, "The plan is saved.")
            return redirect(review_address(found))
    context = {
        **review_frame(found, "review", ("Change the plan", "")),
        "heading": "Change the plan",
        "hint": f"Question set: {found.instrument.title}.",
        "button": "Save plan",
        "cancel": review_address(found),
    }
    return page(request, "draft_form.html", context, form)


def _instruments_for(inspection: Inspection) -> list[Instrument]:
    """The question sets of the inspection's framework, and those that belong to none."""
    own = inspection.framework.identifier
    return [each for each in regime().instruments.values() if each.framework in (None, own)]


def _row(review: Any) -> list[dict[str, Any]]:
    return [
        {"text": review.title, "href": review_address(review)},
        {"text": review.definition["title"]},
        {"text": review.population_period.words()},
        {"text": f"{review.sampled:,}", "numeric": True},
        {"text": review.get_state_display()},
    ]


def _facts(review: Review) -> Iterator[tuple[str, str]]:
    yield "State", review.get_state_display()
    yield "Question set", f"{review.instrument.title}, version {review.instrument.version}"
    yield "Period", review.population_period.words()
    yield "Small base", f"{review.small_base} relevant cases"
    yield "Marked twice", f"{review.double_marking_percent} percent"
    if review.frame_fingerprint:
        yield "Frame", f"{review.frame_name}: {review.frame_rows:,} cases"
        yield "Fingerprint of the frame", review.frame_fingerprint
    if review.seed:
        yield "Seed", review.seed
        yield "Way of drawing", review.algorithm
    if review.recorded_volume:
        yield "Recorded in the year", f"{review.recorded_volume:,} ({review.recorded_volume_source})"
