"""Findings of an inspection, and the faults told to the force during it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.queries import findings_filtered
from peelian.apps.judgements.services import (
    confirm_case_example,
    remove_finding,
    update_finding,
    write_finding,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, LongLine, Name, Whole
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, evidence_named, reach

router = Router(tags=["findings"])
FILTERS = (
    Filter("target", "Identifier of a pillar or area."),
    Filter("progress", "Progress since the last inspection.", choices=tuple(Finding.Progress.values)),
    Filter("extent", "How far it reaches.", choices=tuple(Finding.Extent.values)),
    Filter("text", "Words of the headline."),
)


class PointOut(Schema):
    """A strength, a weakness or context."""

    polarity: str
    text: str
    provenance: str


class SuggestionOut(Schema):
    """A weaker ask, by the words of its strength."""

    strength: str
    text: str
    tracked: bool


class FindingOut(Schema):
    """A finding with its points, suggestions and evidence."""

    id: UUID
    inspection_id: UUID
    target: str
    key: str
    sub_theme: str
    stage: str
    position: int
    headline: str
    body: str
    extent: str
    progress: str
    too_early: bool
    future_check: str
    notable_practice: bool
    is_case_example: bool
    anonymised: bool
    characteristics: list[str]
    also_informs: list[str]
    points: list[PointOut]
    suggestions: list[SuggestionOut]
    evidence: list[UUID]
    version: int

    @staticmethod
    def resolve_evidence(finding: Finding) -> list[UUID]:
        return [each.pk for each in finding.evidence.all()]


class PointBody(Body):
    """A strength, a weakness or context, with how it is known."""

    polarity: Name
    text: str
    provenance: Name


class SuggestionBody(Body):
    """A weaker ask."""

    strength: Name
    text: str
    tracked: bool = False


class FindingContent(Body):
    """What a finding holds; in a change, what is left out stays as it is."""

    headline: LongLine = ""
    body: str = ""
    key: Name = ""
    sub_theme: Name = ""
    stage: Name = ""
    position: Whole = 0
    extent: Name = "not-stated"
    progress: Name = "not-stated"
    too_early: bool = False
    future_check: str = ""
    notable_practice: bool = False
    is_case_example: bool = False
    anonymised: bool = False
    characteristics: list[Line] = []
    also_informs: list[Name] = []
    points: list[PointBody] = []
    suggestions: list[SuggestionBody] = []
    evidence: list[UUID] = []


class FindingRecord(FindingContent):
    """A new finding under an area or pillar."""

    target: Name


class FindingEdit(Edit, FindingContent):
    """A change to a finding."""


@router.get(
    "/inspections/{uuid:inspection_id}/findings",
    response={200: Listing[FindingOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_findings(request: HttpRequest, inspection_id: UUID) -> object:
    """Findings of an inspection, area by area."""
    question = question_of(request, FILTERS)
    inspection = draft_inspection(request, inspection_id)
    narrowed: dict[str, Any] = {each.name: question[each.name] for each in FILTERS}
    found = findings_filtered(person(request), inspection=inspection, **narrowed)
    whole = found.prefetch_related("points", "suggestions", "evidence")
    return listing(request, question, whole, ("target", "position", "id"))


@router.post("/inspections/{uuid:inspection_id}/findings", response={201: FindingOut, **WORKSPACE_PROBLEMS})
def add_finding(request: HttpRequest, inspection_id: UUID, record: FindingRecord) -> object:
    """Write a finding under an area or pillar."""
    inspection = draft_inspection(request, inspection_id)
    content = _content(request, record, ["target"])
    return Status(
        201, write_finding(actor=person(request), inspection=inspection, target=record.target, **content)
    )


@router.get("/findings/{uuid:finding_id}", response={200: FindingOut, **WORKSPACE_READ_PROBLEMS})
def show_finding(request: HttpRequest, finding_id: UUID) -> object:
    """One finding whole."""
    return _finding(request, finding_id)


@router.patch("/findings/{uuid:finding_id}", response={200: FindingOut, **WORKSPACE_PROBLEMS})
def change_finding(request: HttpRequest, finding_id: UUID, edit: FindingEdit) -> object:
    """Change what is given of a finding and leave the rest."""
    current = _finding(request, finding_id)
    content = _content(request, edit, ["expected_version"])
    return update_finding(
        actor=person(request), finding=current, expected_version=edit.expected_version, **content
    )


@router.post("/findings/{uuid:finding_id}/remove", response={204: None, **WORKSPACE_PROBLEMS})
def take_out_finding(request: HttpRequest, finding_id: UUID, edit: Edit) -> object:
    """Remove a finding from a draft; its text stays in the log."""
    current = _finding(request, finding_id)
    remove_finding(actor=person(request), finding=current, expected_version=edit.expected_version)
    return Status(204, None)


@router.post(
    "/findings/{uuid:finding_id}/confirm-case-example", response={200: FindingOut, **WORKSPACE_PROBLEMS}
)
def confirm_anonymity(request: HttpRequest, finding_id: UUID, edit: Edit) -> object:
    """As a second reader, confirm that nobody can be recognised in a case example."""
    current = _finding(request, finding_id)
    return confirm_case_example(
        actor=person(request), finding=current, expected_version=edit.expected_version
    )


def _content(request: HttpRequest, body: FindingContent, leave_out: list[str]) -> dict[str, Any]:
    """What was sent of a finding, its evidence looked up among what the person may read."""
    content = body.given([*leave_out, "evidence"])
    if "evidence" in body.model_fields_set:
        content["evidence"] = evidence_named(request, body.evidence)
    return content


def _finding(request: HttpRequest, finding_id: UUID) -> Finding:
    visible = Finding.objects.visible_to(person(request)).select_related("inspection__inspectorate")
    found: Finding = reach(visible.prefetch_related("points", "suggestions", "evidence"), pk=finding_id)
    return found
