"""Reviews of cases: planned, loaded with their frame, and drawn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import draw_manifest, plan_of_sets, plan_precision, reviews
from peelian.apps.reviews.services import (
    choose_double_marked,
    draw_review_sample,
    enlarge_sample,
    load_frame,
    plan_review,
    plan_sample,
    prove_draw,
    revise_review,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection
from peelian.interfaces.api.workspace.review_plan_values import (
    DoubleMarkedOut,
    DoubleMarking,
    Draw,
    FrameForm,
    NewReview,
    PlanBody,
    Precision,
    PrecisionOut,
    ProofOut,
    ReviewEdit,
    SamplePlanEdit,
)
from peelian.interfaces.api.workspace.review_values import (
    CaseOut,
    ReviewOut,
    ReviewRow,
    case_out,
    managed_review,
    review_of,
)
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import period_from_json

router = Router(tags=["reviews"])
FILTERS = (
    Filter("state", "Where the review stands.", choices=tuple(Review.State.values)),
    Filter("instrument", "Identifier of a question set, such as victim-service-assessment-2021-22."),
)
PLAN_FIELDS = ("title", "small_base", "double_marking_percent")


@router.get(
    "/reviews", response={200: Listing[ReviewRow], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(FILTERS)
)
def list_reviews(request: HttpRequest) -> object:
    """Reviews of your inspectorate, latest first."""
    question = question_of(request, FILTERS)
    narrowed = question.given(state="state", instrument="instrument_identifier")
    return listing(request, question, reviews(person(request)).filter(**narrowed), ("-planned_at", "id"))


@router.get(
    "/inspections/{uuid:inspection_id}/reviews",
    response={200: Listing[ReviewRow], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_reviews_of_inspection(request: HttpRequest, inspection_id: UUID) -> object:
    """Reviews of an inspection, latest first."""
    question = question_of(request, FILTERS)
    found = reviews(person(request), draft_inspection(request, inspection_id))
    narrowed = question.given(state="state", instrument="instrument_identifier")
    return listing(request, question, found.filter(**narrowed), ("-planned_at", "id"))


@router.post("/inspections/{uuid:inspection_id}/reviews", response={201: ReviewOut, **WORKSPACE_PROBLEMS})
def add_review(request: HttpRequest, inspection_id: UUID, record: NewReview) -> object:
    """Plan a review; it keeps the question set as it stands today."""
    made = plan_review(
        actor=person(request),
        inspection=draft_inspection(request, inspection_id),
        period=period_from_json(record.period),
        **record.given(["period"]),
    )
    return Status(201, made)


@router.get("/reviews/{uuid:review_id}", response={200: ReviewOut, **WORKSPACE_READ_PROBLEMS})
def show_review(request: HttpRequest, review_id: UUID) -> object:
    """One review with its frame and plan."""
    return review_of(request, review_id)


@router.patch("/reviews/{uuid:review_id}", response={200: ReviewOut, **WORKSPACE_PROBLEMS})
def change_review(request: HttpRequest, review_id: UUID, edit: ReviewEdit) -> object:
    """Change the plan of a review whose sample is not drawn yet."""
    current = review_of(request, review_id)
    values: dict[str, Any] = {name: getattr(current, name) for name in PLAN_FIELDS} | edit.given(["period"])
    given = "period" in edit.model_fields_set
    period = period_from_json(edit.period) if given else current.population_period
    return revise_review(actor=person(request), review=current, period=period, **values)


@router.post("/reviews/{uuid:review_id}/frame", response={200: ReviewOut, **WORKSPACE_PROBLEMS})
def load_frame_of_review(
    request: HttpRequest, review_id: UUID, columns: Form[FrameForm], file: File[UploadedFile]
) -> object:
    """Load the list of all cases from a CSV, Parquet or XLSX file; a fault anywhere refuses it as a whole."""
    return load_frame(
        actor=person(request),
        review=review_of(request, review_id),
        expected_version=columns.expected_version,
        name=file.name or "",
        content=file,
        columns=FrameColumns(
            columns.key, columns.stratum, columns.day, _facts(columns.facts), tuple(columns.strata)
        ),
    )


@router.get("/reviews/{uuid:review_id}/plan-of-sets", response={200: PlanBody, **WORKSPACE_READ_PROBLEMS})
def show_plan_of_sets(request: HttpRequest, review_id: UUID) -> object:
    """The plan that the question set fixes for this frame; empty where it fixes none."""
    return {"plan": plan_of_sets(managed_review(request, review_id))}


@router.post("/reviews/{uuid:review_id}/precision", response={200: PrecisionOut, **WORKSPACE_PROBLEMS})
def show_precision(request: HttpRequest, review_id: UUID, asked_for: Precision) -> object:
    """What a plan would buy; nothing is kept."""
    populations = dict(managed_review(request, review_id).strata.values_list("stratum", "population"))
    bought = plan_precision(populations, asked_for.plan, asked_for.proportion, asked_for.confidence)
    return {
        "strata": list(bought.strata),
        "size": bought.size,
        "population": bought.population,
        "half_width_pp": bought.half_width_pp,
        "sentence": bought.sentence(),
    }


@router.post("/reviews/{uuid:review_id}/sample", response={200: ReviewOut, **WORKSPACE_PROBLEMS})
def plan_sample_of_review(request: HttpRequest, review_id: UUID, edit: SamplePlanEdit) -> object:
    """Settle how many cases are drawn from which stratum."""
    return plan_sample(actor=person(request), review=review_of(request, review_id), **edit.given())


@router.post("/reviews/{uuid:review_id}/draw", response={200: ReviewOut, **WORKSPACE_PROBLEMS})
def draw_sample_of_review(request: HttpRequest, review_id: UUID, draw: Draw) -> object:
    """Draw the sample: the same seed draws the same cases from the same frame."""
    return draw_review_sample(actor=person(request), review=review_of(request, review_id), **draw.given())


@router.post("/reviews/{uuid:review_id}/enlarge", response={200: list[CaseOut], **WORKSPACE_PROBLEMS})
def enlarge_sample_of_review(request: HttpRequest, review_id: UUID, edit: SamplePlanEdit) -> object:
    """Draw more cases from the same frame; every case that was drawn stays. Answers the cases added."""
    added = enlarge_sample(actor=person(request), review=review_of(request, review_id), **edit.given())
    return [case_out(each, may_manage=True) for each in added]


@router.post(
    "/reviews/{uuid:review_id}/double-marking", response={200: DoubleMarkedOut, **WORKSPACE_PROBLEMS}
)
def choose_cases_marked_twice(request: HttpRequest, review_id: UUID, share: DoubleMarking) -> object:
    """Choose anew, by chance, which cases two people mark."""
    chosen = choose_double_marked(
        actor=person(request), review=review_of(request, review_id), **share.given()
    )
    return {"cases": chosen}


@router.post("/reviews/{uuid:review_id}/prove", response={200: ProofOut, **WORKSPACE_PROBLEMS})
def prove_draw_of_review(request: HttpRequest, review_id: UUID) -> object:
    """Draw again from the frame that is kept, and compare; the proof stands in the log."""
    proof = prove_draw(actor=person(request), review=review_of(request, review_id))
    return {
        "same": proof.same,
        "frame_same": proof.frame_same,
        "drawn": proof.drawn,
        "missing": proof.missing,
        "extra": proof.extra,
        "sentence": proof.sentence(),
    }


@router.get("/reviews/{uuid:review_id}/manifest", response={200: dict[str, Any], **WORKSPACE_READ_PROBLEMS})
def show_manifest(request: HttpRequest, review_id: UUID) -> object:
    """What anybody with the frame needs to draw again; no case is named."""
    return draw_manifest(person(request), review_of(request, review_id))


def _facts(pairs: list[str]) -> dict[str, str]:
    """Columns by case field, given as field=column."""
    wrong = [each for each in pairs if not all(part.strip() for part in each.partition("=")[::2])]
    if wrong:
        findings = [
            {"field": "facts", "value": each, "message": f"'{each}' is not of the form field=column."}
            for each in wrong
        ]
        raise InvalidValueError(
            "invalid-value", " ".join(each["message"] for each in findings), {"findings": findings}
        )
    named = (each.partition("=") for each in pairs)
    return {field.strip(): column.strip() for field, _, column in named}
