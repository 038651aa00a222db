"""Rounds of inspection: planned, filled with inspections, published together."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION, round_progress, rounds
from peelian.apps.inspections.services import plan_inspection, plan_round, plan_round_inspections
from peelian.apps.reports.models import Publication
from peelian.apps.reports.services import publish_round
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Line, Name, Whole
from peelian.interfaces.api.workspace.inspection_values import InspectionOut, inspection_out
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import colleagues, own_inspectorate, person
from peelian.interfaces.api.workspace.publishing import PublicationOut
from peelian.interfaces.api.workspace.reach import all_named, force_named, reach

router = Router(tags=["rounds"])
FILTERS = (Filter("framework", "Identifier of a framework, such as peel-2021-22."),)


class RoundOut(Schema):
    """A round of inspections under one framework version."""

    id: UUID
    slug: str
    title: str
    number: int
    framework: str
    cadence: str
    pillar: str
    starts_on: date
    ends_on: date

    @staticmethod
    def resolve_framework(round: Round) -> str:
        return round.framework_version_id


class RoundDetail(Schema):
    """A round and how far its inspections are."""

    round: RoundOut
    planned: int
    published: int
    states: dict[str, int]


class RoundPlan(Body):
    """A round to be planned."""

    inspectorate: Name = ""
    framework: Name
    title: Line
    slug: Name
    starts_on: date
    ends_on: date
    number: Whole = 1
    pillar: Name = ""


class InspectionPlan(Body):
    """An inspection to be planned; what is left out comes from the round and its framework."""

    force: Name = ""
    reference: Line = ""
    title: Line = ""
    kinds: list[Name] = ["force-specific"]
    pillar: Name = ""
    areas: list[Name] | None = None
    graded: bool = True
    scope: Name = "force"
    window_start: date | None = None
    window_end: date | None = None
    first_time_topics: list[Name] | None = None
    lead_inspector: Line = ""
    accountable_inspector: Line = ""


class RoundPublication(Body):
    """Inspections of a round whose reports are published in one act."""

    inspections: list[UUID]
    published_on: date


@router.get(
    "/rounds", response={200: Listing[RoundOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(FILTERS)
)
def list_rounds(request: HttpRequest) -> object:
    """Rounds of your inspectorate, latest first."""
    question = question_of(request, FILTERS)
    found = rounds(person(request)).filter(**question.given(framework="framework_version"))
    return listing(request, question, found, ("-starts_on", "id"))


@router.post("/rounds", response={201: RoundOut, **WORKSPACE_PROBLEMS})
def add_round(request: HttpRequest, plan: RoundPlan) -> object:
    """Plan one time round the forces under one framework version."""
    user = person(request)
    given = plan.given(["inspectorate", "framework"])
    inspectorate = own_inspectorate(user, plan.inspectorate)
    return Status(
        201, plan_round(actor=user, inspectorate=inspectorate, framework_identifier=plan.framework, **given)
    )


@router.get("/rounds/{uuid:round_id}", response={200: RoundDetail, **WORKSPACE_READ_PROBLEMS})
def show_round(request: HttpRequest, round_id: UUID) -> object:
    """A round with the number of its inspections in each state."""
    found = _round(request, round_id)
    progress = round_progress(found)
    return {
        "round": found,
        "planned": progress.total,
        "published": progress.published,
        "states": dict(progress.by_state),
    }


@router.post("/rounds/{uuid:round_id}/inspections", response={201: InspectionOut, **WORKSPACE_PROBLEMS})
def add_inspection(request: HttpRequest, round_id: UUID, plan: InspectionPlan) -> object:
    """Plan one inspection, bound for ever to the framework version of its round."""
    found = _round(request, round_id)
    given = plan.given(["force", "lead_inspector", "accountable_inspector"])
    named: dict[str, Any] = {
        field: colleagues(found.inspectorate, [address], field)[0]
        for field, address in (
            ("lead_inspector", plan.lead_inspector),
            ("accountable_inspector", plan.accountable_inspector),
        )
        if address
    }
    made = plan_inspection(
        actor=person(request), round=found, force=force_named(plan.force), **given, **named
    )
    return Status(201, inspection_out(made))


@router.post(
    "/rounds/{uuid:round_id}/inspections/every-force",
    response={201: list[InspectionOut], **WORKSPACE_PROBLEMS},
)
def add_every_inspection(request: HttpRequest, round_id: UUID) -> object:
    """Plan one inspection for every force in scope that has none in the round yet."""
    made = plan_round_inspections(actor=person(request), round=_round(request, round_id))
    return Status(201, [inspection_out(each) for each in made])


@router.post("/rounds/{uuid:round_id}/publish", response={201: list[PublicationOut], **WORKSPACE_PROBLEMS})
def publish_reports(request: HttpRequest, round_id: UUID, chosen: RoundPublication) -> object:
    """Publish the reports of several forces in one act: all of them, or none."""
    user = person(request)
    found = _round(request, round_id)
    visible = Inspection.objects.drafts_visible_to(user).select_related(*LINKED_TO_INSPECTION)
    inspections = all_named(visible, chosen.inspections, "inspections")
    made: list[Publication] = publish_round(
        actor=user, round=found, inspections=inspections, published_on=chosen.published_on
    )
    return Status(201, made)


def _round(request: HttpRequest, round_id: UUID) -> Round:
    return reach(rounds(person(request)), pk=round_id)
