"""Pages of the sample: its plan with the calculator, the draw, its proof, and more cases later."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import PlanPrecision, plan_precision
from peelian.apps.reviews.services import (
    choose_double_marked,
    draw_review_sample,
    enlarge_sample,
    plan_sample,
    prove_draw,
)
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.places import (
    frame_words,
    managed_review,
    review_address,
    review_frame,
    review_of,
)
from peelian.interfaces.workspace.reviewing.sample_forms import DoubleMarkingForm, DrawForm, SampleForm
from peelian.interfaces.workspace.reviewing.size_rows import SIZE_COLUMNS, size_rows
from peelian.interfaces.workspace.reviewing.steps import DRAWN, OPEN, PLANNED, review_step


@review_step(*PLANNED, to="plan its sample")
def review_sample(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Plan the sample; the calculator shows what precision the plan buys before it is kept."""

    def keep(form: SampleForm, found: Review) -> bool:
        planned = plan_sample(
            actor=person(request), review=found, expected_version=form.cleaned_data["version"], plan=form.plan
        )
        messages.success(request, f"The plan of the sample of '{planned.title}' is saved.")
        return True

    words = {"heading": "Plan the sample", "button": "Save the plan"}
    return _sizes_page(request, review_id, words, keep)


@review_step(*OPEN, to="enlarge its sample")
def review_enlarge(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Draw more cases from the same frame; every case that was drawn stays."""

    def keep(form: SampleForm, found: Review) -> bool:
        added = enlarge_sample(
            actor=person(request), review=found, expected_version=form.cleaned_data["version"], plan=form.plan
        )
        messages.success(request, f"{len(added):,} more cases are drawn. Give them to reviewers.")
        return True

    words = {
        "heading": "Enlarge the sample",
        "hint": "Give how many cases there are to be in the end. Every case that was drawn stays in the sample.",
        "button": "Draw more cases",
    }
    return _sizes_page(request, review_id, words, keep)


@review_step(*PLANNED, to="draw its sample")
def review_draw(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Draw the sample."""
    found = managed_review(request, review_id)
    form = DrawForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        drawn = attempt(
            form,
            lambda: draw_review_sample(
                actor=person(request),
                review=found,
                expected_version=form.cleaned_data["version"],
                seed=form.cleaned_data["seed"],
            ),
        )
        if drawn is not None:
            messages.success(
                request,
                f"{drawn.cases.count():,} cases of {drawn.frame_rows:,} are drawn with the seed {drawn.seed}.",
            )
            return redirect(review_address(drawn))
    context = {
        **review_frame(found, "review", ("Draw the sample", "")),
        "heading": "Draw the sample",
        "hint": "Frame and plan stay as they are from now on. The sample can be enlarged later.",
        "button": "Draw",
        "cancel": review_address(found),
    }
    return page(request, "reviewing/form.html", context, form)


@workspace_page
def review_prove(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Draw the sample again from the frame that is kept, and say whether it is the same."""
    found = review_of(request, review_id)
    form = ConfirmSeenForm(sent(request), initial={"version": found.version})
    proof = (
        attempt(form, lambda: prove_draw(actor=person(request), review=found)) if form.is_valid() else None
    )
    context = {
        **review_frame(found, "review", ("Prove the draw", "")),
        "heading": "Prove the draw",
        "hint": f"Drawn by {found.algorithm} with the seed {found.seed} from a frame of {found.frame_rows:,} cases "
        "with this fingerprint:",
        "button": "Draw again and compare",
        "cancel": review_address(found),
        "proof": proof,
    }
    return page(request, "reviewing/prove.html", context, form)


@review_step(*DRAWN, to="choose the cases that are marked twice")
def review_double_marking(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Choose anew, by chance, which cases two reviewers mark."""
    found = managed_review(request, review_id)
    initial = {"version": found.version, "percent": found.double_marking_percent}
    form = DoubleMarkingForm(sent(request), initial=initial)
    if form.is_valid():
        chosen = attempt(
            form,
            lambda: choose_double_marked(
                actor=person(request),
                review=found,
                expected_version=form.cleaned_data["version"],
                percent=form.cleaned_data["percent"],
            ),
        )
        if chosen is not None:
            messages.success(request, f"{chosen:,} cases are marked twice.")
            return redirect(review_address(found))
    context = {
        **review_frame(found, "review", ("Cases marked twice", "")),
        "heading": "Choose the cases marked twice",
        "hint": "They are chosen by chance. Neither reviewer sees the answers of the other.",
        "button": "Choose",
        "cancel": review_address(found),
    }
    return page(request, "reviewing/form.html", context, form)


def _sizes_page(
    request: HttpRequest,
    review_id: uuid.UUID,
    words: dict[str, Any],
    keep: Callable[[SampleForm, Review], bool],
) -> HttpResponse:
    """A page with the calculator: one button shows what a plan buys, the other keeps it."""
    found = managed_review(request, review_id)
    form = SampleForm(found, sent(request))
    bought = attempt(form, lambda: _bought(form, found)) if form.is_valid() else None
    keeps = bought is not None and "calculate" not in request.POST
    if keeps and attempt(form, lambda: keep(form, found)):
        return redirect(review_address(found))
    context = {
        **review_frame(found, "review", (words["heading"], "")),
        **words,
        "cancel": review_address(found),
        "columns": SIZE_COLUMNS,
        "rows": size_rows(bought) if bought else [],
        "bought": bought,
        "populations": frame_words(found),
    }
    return page(request, "reviewing/sizes.html", context, form)


def _bought(form: SampleForm, found: Review) -> PlanPrecision:
    populations = dict(found.strata.values_list("stratum", "population"))
    return plan_precision(populations, form.plan, form.proportion)
