"""The decisions on the stage of monitoring of forces, as they were published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.frameworks.queries import regime
from peelian.apps.monitoring.models import StageDecision
from peelian.interfaces.api.answers import Listing, listing_answer
from peelian.interfaces.api.asking import Filter, Values, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS
from peelian.interfaces.api.public.comparing import printed_day
from peelian.interfaces.api.public.grades import ForceName, force_name
from peelian.interfaces.api.public.vocabulary import FORCE

router = Router(tags=["monitoring"])


def _stages(values: Values) -> Iterable[str]:
    sets = regime().monitoring.values()
    return dict.fromkeys(stage.identifier for stages in sets for stage in stages.stages)


FILTERS = (
    FORCE,
    Filter("stage", "Identifier of a stage, such as engage.", known=_stages),
    Filter(
        "standing",
        "Whether the decision stands, or a better source has replaced it.",
        choices=("true", "false"),
    ),
)


class ItemLeftOpen(Schema):
    """A cause of concern that was still open when the force left a closer stage."""

    id: UUID
    title: str


class DecisionOut(Schema):
    """One decision that a force enters a stage or stays in it."""

    id: UUID
    force: ForceName
    stage_set: str
    stage: str
    title: str
    effect: str
    effective_on: str
    effective_precision: str
    decided_by: str
    reasons: str
    factors: list[str]
    criteria_version: str
    triggers: list[str]
    evidence_from: date | None
    evidence_to: date | None
    notice_given_on: date | None
    represented_on: date | None
    next_review_on: date | None
    exit_criteria: list[str]
    left_open: list[ItemLeftOpen]
    source_rank: str
    source: str
    note: str
    superseded_by: UUID | None


COLUMNS = (
    "id", "force.slug", "force.name", "stage_set", "stage", "title", "effect", "effective_on", "effective_precision",
    "decided_by", "reasons", "factors", "criteria_version", "triggers", "evidence_from", "evidence_to",
    "notice_given_on", "represented_on", "next_review_on", "exit_criteria", "left_open.title", "source_rank", "source",
    "note", "superseded_by",
)  # fmt: skip


@router.get(
    "/monitoring", response={200: Listing[DecisionOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS)
)
def list_decisions(request: HttpRequest) -> HttpResponseBase:
    """Decisions on the stage of monitoring of forces, latest first; one that was replaced names what replaced it."""
    question = read_question(request, FILTERS)
    found = StageDecision.objects.filter(**question.given(force="force__slug", stage="stage"))
    if question["standing"]:
        found = found.filter(superseded_by__isnull=question["standing"] == "true")
    linked = found.select_related("force").prefetch_related("exit_criteria", "left_open")
    page = page_of_query(linked, ("-effective_on", "id"), question)
    return listing_answer(
        request, question, page.map(lambda rows: [decision_out(each) for each in rows]), COLUMNS
    )


def decision_out(made: StageDecision) -> DecisionOut:
    """A decision as the public reads it: results of exit criteria are not part of it."""
    plain = (
        "id", "stage_set", "stage", "effect", "effective_precision", "decided_by", "reasons", "factors",
        "criteria_version", "triggers", "evidence_from", "evidence_to", "notice_given_on", "represented_on",
        "next_review_on", "source_rank", "source", "note",
    )  # fmt: skip
    return DecisionOut(
        **{name: getattr(made, name) for name in plain},
        force=force_name(made.force),
        title=regime().monitoring[made.stage_set].stage(made.stage).title,
        effective_on=printed_day(made.effective_on, made.effective_precision),
        exit_criteria=[each.text for each in made.exit_criteria.all()],
        left_open=[ItemLeftOpen(id=each.pk, title=each.title) for each in made.left_open.all()],
        superseded_by=made.superseded_by_id,
    )
