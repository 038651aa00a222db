"""Inspections: their plan, people, components and way through the states."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import components_of, inspections
from peelian.apps.inspections.services import (
    advance_inspection,
    name_accountable_inspector,
    record_component,
    record_outlook,
    revise_inspection_plan,
    set_team,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name
from peelian.interfaces.api.workspace.inspection_values import (
    ComponentOut,
    InspectionOut,
    InspectionRow,
    inspection_out,
    inspection_row,
)
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import colleagues, person
from peelian.interfaces.api.workspace.reach import draft_inspection

router = Router(tags=["inspections"])
FILTERS = (
    Filter("force", "Short name of a force, such as cleveland."),
    Filter("framework", "Identifier of a framework, such as peel-2021-22."),
    Filter("state", "Where the inspection stands.", choices=tuple(Inspection.State.values)),
    Filter("reference", "Reference of an inspection, such as cleveland-2021-22."),
)


class PlanEdit(Edit):
    """What an inspection covers; what is left out stays as it is."""

    title: Line = ""
    kinds: list[Name] = []
    areas: list[Name] = []
    first_time_topics: list[Name] = []
    window_start: date = date.min
    window_end: date = date.min
    lead_inspector: Line = ""


class Move(Body):
    """An action of the table of transitions, such as start-fieldwork."""

    action: Name


class Member(Body):
    """Somebody to be on the team, by e-mail address."""

    email: Line
    role: Name


class TeamEdit(Edit):
    """The whole team; others leave it."""

    members: list[Member]


class AccountableEdit(Edit):
    """The one who answers for the judgement, by e-mail address."""

    email: Line


class ComponentEdit(Edit):
    """What became of a component."""

    component: Name
    state: Name
    done_on: date | None = None
    note: str = ""


class OutlookEdit(Edit):
    """The outlook on progress and the response to the last inspection; neither is part of a grade."""

    progress_outlook: str
    response_to_last_inspection: str


@router.get(
    "/inspections",
    response={200: Listing[InspectionRow], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_inspections(request: HttpRequest) -> object:
    """Inspections that you may see: those of your inspectorate, and drafts shown to your force."""
    question = question_of(request, FILTERS)
    conditions = question.given(
        force="force__slug", framework="framework_version", state="state", reference="reference"
    )
    found = inspections(person(request)).filter(**conditions)
    return listing(request, question, found, ("-window_end", "id"), inspection_row)


@router.get("/inspections/{uuid:inspection_id}", response={200: InspectionOut, **WORKSPACE_READ_PROBLEMS})
def show_inspection(request: HttpRequest, inspection_id: UUID) -> object:
    """An inspection of your inspectorate, with its team and components."""
    return inspection_out(draft_inspection(request, inspection_id))


@router.patch("/inspections/{uuid:inspection_id}", response={200: InspectionOut, **WORKSPACE_PROBLEMS})
def change_inspection(request: HttpRequest, inspection_id: UUID, edit: PlanEdit) -> object:
    """Change what an inspection covers. Its framework version, force and reference never change."""
    current = draft_inspection(request, inspection_id)
    names = ("title", "kinds", "areas", "first_time_topics", "window_start", "window_end", "lead_inspector")
    values = {name: getattr(current, name) for name in names} | edit.given(["lead_inspector"])
    if "lead_inspector" in edit.model_fields_set:
        values["lead_inspector"] = _colleague(current, edit.lead_inspector, "lead_inspector")
    return inspection_out(revise_inspection_plan(actor=person(request), inspection=current, **values))


@router.post("/inspections/{uuid:inspection_id}/advance", response={200: InspectionOut, **WORKSPACE_PROBLEMS})
def move_on(request: HttpRequest, inspection_id: UUID, move: Move) -> object:
    """Move an inspection on by an action that carries no further condition."""
    current = draft_inspection(request, inspection_id)
    return inspection_out(advance_inspection(actor=person(request), inspection=current, action=move.action))


@router.post("/inspections/{uuid:inspection_id}/team", response={200: InspectionOut, **WORKSPACE_PROBLEMS})
def choose_team(request: HttpRequest, inspection_id: UUID, edit: TeamEdit) -> object:
    """Make the given people the team of an inspection; others leave it."""
    current = draft_inspection(request, inspection_id)
    people = colleagues(current.inspectorate, [each.email for each in edit.members], "members")
    members = [(user, each.role) for user, each in zip(people, edit.members, strict=True)]
    changed = set_team(
        actor=person(request), inspection=current, members=members, expected_version=edit.expected_version
    )
    return inspection_out(changed)


@router.post(
    "/inspections/{uuid:inspection_id}/accountable-inspector",
    response={200: InspectionOut, **WORKSPACE_PROBLEMS},
)
def choose_accountable_inspector(request: HttpRequest, inspection_id: UUID, edit: AccountableEdit) -> object:
    """Name the one who answers for the judgement."""
    current = draft_inspection(request, inspection_id)
    inspector = colleagues(current.inspectorate, [edit.email], "email")[0]
    changed = name_accountable_inspector(
        actor=person(request), inspection=current, inspector=inspector, expected_version=edit.expected_version
    )
    return inspection_out(changed)


@router.post(
    "/inspections/{uuid:inspection_id}/components", response={200: ComponentOut, **WORKSPACE_PROBLEMS}
)
def change_component(request: HttpRequest, inspection_id: UUID, edit: ComponentEdit) -> object:
    """Record whether a component of the framework is planned, done, or not in this assessment."""
    current = draft_inspection(request, inspection_id)
    record_component(actor=person(request), inspection=current, **edit.given())
    return next(each for each in components_of(current) if each.identifier == edit.component)


@router.post("/inspections/{uuid:inspection_id}/outlook", response={200: InspectionOut, **WORKSPACE_PROBLEMS})
def change_outlook(request: HttpRequest, inspection_id: UUID, edit: OutlookEdit) -> object:
    """Record the outlook on progress and the force's response to the last inspection."""
    current = draft_inspection(request, inspection_id)
    return inspection_out(record_outlook(actor=person(request), inspection=current, **edit.given()))


def _colleague(inspection: Inspection, address: str, field: str) -> User | None:
    return colleagues(inspection.inspectorate, [address], field)[0] if address else None
