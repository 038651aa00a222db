"""Figures of an inspection: values that keep their base, period, source and printed decimals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.judgements.models import Figure
from peelian.apps.judgements.services import record_figure, remove_figure, update_figure
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Name, Whole
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, finding_named, reach

router = Router(tags=["figures"])
FILTERS = (Filter("kind", "Kind of figure, such as count or estimate."),)


class FigureOut(Schema):
    """A figure and the words it writes of itself."""

    id: UUID
    inspection_id: UUID
    finding_id: UUID | None
    part: str
    key: str
    kind: str
    measure: str
    value: dict[str, Any]
    words: str
    quantity_word: str
    shown: bool
    position: int
    version: int

    @staticmethod
    def resolve_words(figure: Figure) -> str:
        return figure.printed_words


class NewFigure(Body):
    """A new figure, under a finding or under a part of the report."""

    value: dict[str, Any]
    finding: UUID | None = None
    part: Name = ""
    quantity_word: Name = ""
    shown: bool = True
    position: Whole | None = None


class FigureEdit(Edit):
    """A change to a figure; its value is given whole, what else is left out stays as it is."""

    value: dict[str, Any] | None = None
    finding: UUID | None = None
    part: Name = ""
    quantity_word: Name = ""
    shown: bool = True
    position: Whole | None = None


@router.get(
    "/inspections/{uuid:inspection_id}/figures",
    response={200: Listing[FigureOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_figures(request: HttpRequest, inspection_id: UUID) -> object:
    """Figures of an inspection, in the order of the report."""
    question = question_of(request, FILTERS)
    found = Figure.objects.filter(
        inspection=draft_inspection(request, inspection_id), **question.given(kind="kind")
    )
    return listing(request, question, found, ("position", "id"))


@router.post("/inspections/{uuid:inspection_id}/figures", response={201: FigureOut, **WORKSPACE_PROBLEMS})
def add_figure(request: HttpRequest, inspection_id: UUID, record: NewFigure) -> object:
    """Record a figure; numbers may be given as text to keep their printed decimals."""
    inspection = draft_inspection(request, inspection_id)
    finding = finding_named(request, record.finding)
    made = record_figure(
        actor=person(request), inspection=inspection, finding=finding, **record.given(["finding"])
    )
    return Status(201, made)


@router.get("/figures/{uuid:figure_id}", response={200: FigureOut, **WORKSPACE_READ_PROBLEMS})
def show_figure(request: HttpRequest, figure_id: UUID) -> object:
    """One figure with its words."""
    return _figure(request, figure_id)


@router.patch("/figures/{uuid:figure_id}", response={200: FigureOut, **WORKSPACE_PROBLEMS})
def change_figure(request: HttpRequest, figure_id: UUID, edit: FigureEdit) -> object:
    """Change a figure and where it stands."""
    current = _figure(request, figure_id)
    names = ("value", "finding", "part", "quantity_word", "shown", "position")
    values = {name: getattr(current, name) for name in names} | edit.given(["finding"])
    if "finding" in edit.model_fields_set:
        values["finding"] = finding_named(request, edit.finding)
    return update_figure(actor=person(request), figure=current, **values)


@router.post("/figures/{uuid:figure_id}/remove", response={204: None, **WORKSPACE_PROBLEMS})
def take_out_figure(request: HttpRequest, figure_id: UUID, edit: Edit) -> object:
    """Remove a figure from a draft; its value stays in the log."""
    current = _figure(request, figure_id)
    remove_figure(actor=person(request), figure=current, expected_version=edit.expected_version)
    return Status(204, None)


def _figure(request: HttpRequest, figure_id: UUID) -> Figure:
    visible = Figure.objects.visible_to(person(request)).select_related("inspection__inspectorate", "finding")
    found: Figure = reach(visible, pk=figure_id)
    return found
