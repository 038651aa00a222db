"""Pages of results: each question's count and estimate, its groups and rounds, export, and closing."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.reviews.estimating import QuestionResult
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.policies import can_compare_inspectorate, can_manage_review
from peelian.apps.reviews.queries import (
    frozen_export,
    measure_series,
    open_things,
    plan_results,
    review_is_whole,
    review_results,
    volumes,
)
from peelian.apps.reviews.refusals import altered_words
from peelian.apps.reviews.services import close_review, record_earlier_result, record_recorded_volume
from peelian.interfaces.look.pictures import for_both_widths
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.flowing import figures_from
from peelian.interfaces.workspace.reviewing.places import (
    managed_review,
    refused_with_count,
    review_address,
    review_frame,
    review_of,
)
from peelian.interfaces.workspace.reviewing.result_forms import EarlierForm, VolumeForm
from peelian.interfaces.workspace.reviewing.result_rows import (
    group_address,
    group_chart,
    group_rows,
    group_words,
    result_row,
    series_chart,
    series_rows,
)
from peelian.interfaces.workspace.reviewing.steps import ANSWERED, review_step
from peelian.rendering.interval_chart import NARROW, interval_chart_svg
from peelian.rules.errors import PeelianError

RESULT_COLUMNS = [
    {"text": "Question"},
    {"text": "Counted"},
    {"text": "Relevant cases", "numeric": True},
    {"text": "Estimate as printed"},
]
GROUP_COLUMNS = [
    {"text": "Cases"},
    {"text": "Counted", "numeric": True},
    {"text": "Estimate as printed"},
    {"text": "Recommended interval"},
]
SERIES_COLUMNS = headings("Period", "Result", "Source", "Change since the round before")


@workspace_page
def review_results_page(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The results question by question."""
    found, actor = review_of(request, review_id), person(request)
    if not found.seed:
        return page(
            request, "reviewing/results.html", {**review_frame(found, "review_results"), "is_drawn": False}
        )
    results = review_results(actor, found)
    context = {
        **review_frame(found, "review_results"),
        "is_drawn": True,
        "results": results,
        "altered": "" if results.is_whole else altered_words(found),
        "may_manage": can_manage_review(actor, found),
        "may_compare": can_compare_inspectorate(actor, found.tenant),
        "columns": RESULT_COLUMNS,
        "rows": [
            result_row(each, _question_address(found, each.question.identifier)) for each in results.questions
        ],
        "plans": _plan_words(request, found),
        "may_flow": found.is_closed and can_write_inspection(actor, found.inspection),
        "figures": figures_from(request, found),
    }
    return page(request, "reviewing/results.html", context)


@workspace_page
def review_result(request: HttpRequest, review_id: uuid.UUID, question: str) -> HttpResponse:
    """One question: its sentence, its groups, and the rounds of all cases or of one group with their changes."""
    found, actor = review_of(request, review_id), person(request)
    if not review_is_whole(found):
        return redirect(review_address(found, "review_results"))
    result, group = _result(request, found, question), request.GET.get("group", "")
    if group not in [each.group for each in result.all]:
        raise Http404
    series = measure_series(actor, found, question, group)
    address = _question_address(found, question)
    context = {
        **review_frame(found, "review_results", ("One question", "")),
        "result": result,
        "group": group,
        "group_title": group_words(found.instrument, group),
        "whole_address": address,
        "sentence": result.sentence(group),
        "may_compare": can_compare_inspectorate(actor, found.tenant),
        "group_columns": GROUP_COLUMNS,
        "groups": group_rows(found, result, address),
        "group_picture": _picture("Percentages with their intervals", group_chart(found, result), "groups"),
        "series_columns": SERIES_COLUMNS,
        "series": series_rows(series) if len(series.points) > 1 else [],
        "series_picture": _picture("Rounds of this measure", series_chart(series), "series"),
        "volumes": volumes(actor, found, question, group),
    }
    return page(request, "reviewing/result.html", context)


@workspace_page
def review_export(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """The rows from which every result can be computed again; no case identifier, no reason, no name."""
    found = review_of(request, review_id)
    if not found.seed:
        raise Http404
    if not review_is_whole(found):
        return redirect(review_address(found, "review_results"))
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in frozen_export(person(request), found).items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return HttpResponse(
        kept.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="review-{found.pk}.zip"'},
    )


@review_step(*ANSWERED, to="close it")
def review_close(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Close the review and freeze its results; refused with everything that is open."""
    found = managed_review(request, review_id)
    form = ConfirmSeenForm(sent(request), initial={"version": found.version})
    if form.is_valid() and refused_with_count(
        form,
        lambda: close_review(
            actor=person(request), review=found, expected_version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, f"The review '{found.title}' is closed. Its results are frozen.")
        return redirect(review_address(found, "review_results"))
    things = open_things(person(request), found)
    context = {
        **review_frame(found, "review", ("Close the review", "")),
        "heading": "Close the review",
        "hint": "No answer can be changed afterwards, and the results are frozen."
        if not things
        else f"{len(things):,} thing{'s' if len(things) != 1 else ''} are still open; the progress page lists them.",
        "button": "Close the review",
        "warning": True,
        "cancel": review_address(found),
    }
    return page(request, "reviewing/form.html", context, form)


@workspace_page
def review_earlier(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Record a published result of an earlier round, to set this one beside."""
    found, actor = review_of(request, review_id), person(request)
    if not can_compare_inspectorate(actor, found.tenant):
        raise Http404
    initial = {name: request.GET.get(name, "") for name in ("question", "group")}
    form = EarlierForm(found, _groups(request, found), sent(request), initial=initial)
    if form.is_valid():
        kept = attempt(form, lambda: record_earlier_result(actor=actor, review=found, **form.earlier))
        if kept is not None:
            messages.success(request, "The earlier result is recorded.")
            return redirect(group_address(_question_address(found, kept.question), kept.group))
    context = {
        **review_frame(found, "review_results", ("Earlier round", "")),
        "heading": "Record the result of an earlier round",
        "hint": "It is kept as it was published and never computed anew.",
        "button": "Record it",
        "cancel": review_address(found, "review_results"),
    }
    return page(request, "reviewing/form.html", context, form)


@workspace_page
def review_volume(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Record how many crimes the force recorded in the year, from which volumes follow."""
    found = managed_review(request, review_id)
    initial = {
        "version": found.version,
        "recorded": found.recorded_volume,
        "source": found.recorded_volume_source,
    }
    form = VolumeForm(sent(request), initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        saved = attempt(
            form,
            lambda: record_recorded_volume(
                actor=person(request),
                review=found,
                expected_version=values["version"],
                recorded=values["recorded"],
                source=values["source"],
            ),
        )
        if saved is not None:
            messages.success(request, "The number of recorded crimes is saved.")
            return redirect(review_address(found, "review_results"))
    context = {
        **review_frame(found, "review_results", ("Recorded crime", "")),
        "heading": "Crimes recorded in the year",
        "cancel": review_address(found, "review_results"),
    }
    return page(request, "reviewing/form.html", context, form)


def _result(request: HttpRequest, found: Review, question: str) -> QuestionResult:
    if not found.seed:
        raise Http404
    try:
        return review_results(person(request), found).question(question)
    except KeyError:
        raise Http404 from None


def _groups(request: HttpRequest, found: Review) -> list[tuple[str, str]]:
    results = review_results(person(request), found) if found.seed else None
    names = dict.fromkeys(one.group for each in (results.questions if results else ()) for one in each.all)
    return [(name, group_words(found.instrument, name)) for name in names or ("",)]


def _picture(title: str, rows: list[Any], identifier: str) -> SafeString:
    """The picture of several rows; one row alone needs none."""
    if len(rows) < 2:
        return SafeString("")
    return for_both_widths(
        interval_chart_svg(title, rows, identifier),
        interval_chart_svg(title, rows, f"narrow-{identifier}", NARROW),
    )


def _plan_words(request: HttpRequest, found: Review) -> list[tuple[str, int]]:
    """How many plans of a desk review got which word, and no plan by its name."""
    if not found.instrument.overall:
        return []
    try:
        scored = plan_results(person(request), found)
    except PeelianError:  # a plan that is not scored whole yet has no word
        return []
    return sorted(Counter(each.overall.label for each in scored.plans.values()).items())


def _question_address(found: Review, question: str) -> str:
    return reverse("workspace:review_result", args=[found.pk, question])
