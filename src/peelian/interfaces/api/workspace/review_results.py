"""What a review says: results, rounds and volumes, the rows they come from, closing, and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router, Status

from peelian.apps.judgements.services import WantedFigure, flow_results_into_figures
from peelian.apps.reviews.estimating import Measured, QuestionResult
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import (
    MeasureSeries,
    measure_series,
    review_is_whole,
    review_results,
    review_tables,
    volumes,
)
from peelian.apps.reviews.refusals import altered_words
from peelian.apps.reviews.services import close_review, record_earlier_result, record_recorded_volume
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Edit
from peelian.interfaces.api.workspace.figures import FigureOut
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import finding_named
from peelian.interfaces.api.workspace.review_result_values import (
    ClosedOut,
    Earlier,
    EarlierOut,
    Figures,
    OneResultOut,
    RecordedCrime,
    ResultsOut,
    TableOut,
)
from peelian.interfaces.api.workspace.review_values import ReviewOut, review_of
from peelian.rules.errors import RefusalError
from peelian.rules.periods import period_from_json

router = Router(tags=["reviews"])
GROUP = (
    Filter("group", "A group of the result, such as set.outcome-15; without it the rounds are those of all."),
)


@router.get("/reviews/{uuid:review_id}/results", response={200: ResultsOut, **WORKSPACE_READ_PROBLEMS})
def show_results(request: HttpRequest, review_id: UUID) -> object:
    """The results question by question; on a small base the count stands alone."""
    found = review_results(person(request), _drawn(request, review_id))
    return {
        "review_id": found.review.pk,
        "is_frozen": found.is_frozen,
        "sha256": found.sha256,
        "results": [_result(each) for each in found.questions],
    }


@router.get(
    "/reviews/{uuid:review_id}/results/{slug:question}",
    response={200: OneResultOut, **WORKSPACE_READ_PROBLEMS},
    openapi_extra=parameters(GROUP, paged=False, forms=False),
)
def show_result(request: HttpRequest, review_id: UUID, question: str) -> object:
    """One question with its rounds, the change between them, and the volumes that follow."""
    group = read_question(request, GROUP, paged=False, forms=False)["group"]
    user, found = person(request), _drawn(request, review_id)
    try:
        result = review_results(user, found).question(question)
        result.measured(group)
    except KeyError:
        raise Http404 from None
    series = measure_series(user, found, question, group)
    told = volumes(user, found, question, group)
    return {
        "result": _result(result),
        "rounds": list(_rounds(series)),
        "volumes": None
        if told is None
        else {
            "recorded": told.recorded,
            "source": told.source,
            "unrecorded": {**asdict(told.unrecorded), "sentence": told.unrecorded.sentence()},
            "additional": None
            if told.additional is None
            else {**asdict(told.additional), "sentence": told.additional.sentence()},
        },
    }


@router.get("/reviews/{uuid:review_id}/rows", response={200: list[TableOut], **WORKSPACE_READ_PROBLEMS})
def list_tables(request: HttpRequest, review_id: UUID) -> object:
    """The tables of counted answers: one of the cases, and one of each kind of item."""
    found = _drawn(request, review_id)
    return [
        {
            "name": table.name,
            "rows": len(table.cases),
            "questions": list(table.questions),
            "groups": list(table.groups),
            "address": f"{request.path}/{table.name}",
        }
        for table in review_tables(person(request), found)
    ]


@router.get("/reviews/{uuid:review_id}/rows/{slug:table}", response={200: None, **WORKSPACE_READ_PROBLEMS})
def export_rows(request: HttpRequest, review_id: UUID, table: str) -> object:
    """One table as CSV, from which `peelian estimate` prints the same digits."""
    found = _drawn(request, review_id)
    for each in review_tables(person(request), found):
        if each.name == table:
            return HttpResponse(
                each.to_csv(),
                content_type="text/csv; charset=utf-8",
                headers={
                    "Content-Disposition": f'attachment; filename="{each.name}.csv"',
                    "Cache-Control": "private, no-store",
                },
            )
    raise Http404


@router.post("/reviews/{uuid:review_id}/close", response={200: ClosedOut, **WORKSPACE_PROBLEMS})
def close_review_for_good(request: HttpRequest, review_id: UUID, edit: Edit) -> object:
    """Close a review and freeze its results; refused with everything that is open."""
    return close_review(
        actor=person(request), review=review_of(request, review_id), expected_version=edit.expected_version
    )


@router.post("/reviews/{uuid:review_id}/earlier-results", response={201: EarlierOut, **WORKSPACE_PROBLEMS})
def add_earlier_result(request: HttpRequest, review_id: UUID, earlier: Earlier) -> object:
    """Record a published result of an earlier round, to set a question of this review beside."""
    kept = record_earlier_result(
        actor=person(request),
        review=review_of(request, review_id),
        period=period_from_json(earlier.period),
        **earlier.given(["period"]),
    )
    told = {name: getattr(kept, name) for name in ("question", "group", "period", "source")}
    printed = {name: f"{getattr(kept, name):f}" for name in ("value_percent", "half_width_pp")}
    return Status(201, {"id": kept.pk, **told, **printed})


@router.post("/reviews/{uuid:review_id}/recorded-crime", response={200: ReviewOut, **WORKSPACE_PROBLEMS})
def set_recorded_crime(request: HttpRequest, review_id: UUID, edit: RecordedCrime) -> object:
    """Record how many crimes the force recorded in the year, from which volumes follow."""
    return record_recorded_volume(actor=person(request), review=review_of(request, review_id), **edit.given())


@router.post("/reviews/{uuid:review_id}/figures", response={201: list[FigureOut], **WORKSPACE_PROBLEMS})
def make_figures(request: HttpRequest, review_id: UUID, figures: Figures) -> object:
    """Record results of a closed review as figures, which keep their numbers and their link to it."""
    made = flow_results_into_figures(
        actor=person(request),
        review=review_of(request, review_id),
        wanted=[WantedFigure(**each.given()) for each in figures.wanted],
        finding=finding_named(request, figures.finding),
        part=figures.part,
    )
    return Status(201, list(made))


def _drawn(request: HttpRequest, review_id: UUID) -> Review:
    """A review whose sample is drawn: before that it has no results."""
    found = review_of(request, review_id)
    if not found.seed:
        raise Http404
    if not review_is_whole(found):
        raise RefusalError("refused", altered_words(found))
    return found


def _result(result: QuestionResult) -> dict[str, Any]:
    return {
        "question": result.question.identifier,
        "text": result.question.text,
        "polarity": result.question.polarity,
        "sentence": result.sentence(),
        "measured": [_measured(each) for each in result.all],
    }


def _measured(found: Measured) -> dict[str, Any]:
    """The count and, unless it stands alone, the estimate with the recommended interval."""
    estimate = None if found.has_small_base else found.estimate
    published = None if found.has_small_base else found.published
    return {
        "group": found.group,
        "k": found.k,
        "n": found.n,
        "small_base": found.has_small_base,
        "percent": _percent(estimate.estimate if estimate else None),
        "half_width_pp": published.half_width_pp if published and found.has_half_width else None,
        "lower_percent": _percent(estimate.lower if estimate else None),
        "upper_percent": _percent(estimate.upper if estimate else None),
        "confidence": estimate.confidence if estimate else None,
        "method": estimate.method if estimate else "",
        "words": published.sentence() if published else f"{found.k:,} of {found.n:,}",
        "problem": found.problem,
    }


def _rounds(series: MeasureSeries) -> Iterator[dict[str, Any]]:
    changes = (None, *series.changes)
    for point, change in zip(series.points, changes, strict=False):  # no round, no change
        yield {
            "period": point.period.words(),
            "source": point.source,
            "own": point.own,
            "words": point.words,
            "lower_percent": point.lower_percent,
            "upper_percent": point.upper_percent,
            "change": change.sentence() if change else "",
            "z": change.z if change else None,
        }


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
