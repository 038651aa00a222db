"""The evidence register: recorded, changed, linked, given files, withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.queries import EvidenceFilter, evidence_filtered, survey_caveat
from peelian.apps.evidence.services import (
    record_evidence,
    update_evidence,
    withdraw_evidence,
)
from peelian.apps.evidence.services.register import FIELDS
from peelian.apps.evidence.values import EvidenceValues
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name, Version, Whole
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import draft_inspection, force_named, reach

router = Router(tags=["evidence"])
Replies = Annotated[int, Field(le=2_147_483_647)]
"""As many replies to a survey as can be kept."""
NARROWING = ("kind", "provenance", "use_limit", "area", "characteristic", "forum", "text")
FILTERS = (
    Filter("inspection", "Identifier of an inspection: its own evidence, and what was gathered before it."),
    Filter("kind", "Kind of evidence, such as interview."),
    Filter("provenance", "How it is known.", choices=tuple(EvidenceItem.Provenance.values)),
    Filter("use_limit", "How far it may carry a judgement.", choices=tuple(EvidenceItem.UseLimit.values)),
    Filter("area", "Identifier of a pillar or area it is linked to."),
    Filter("characteristic", "Identifier of a characteristic it is linked to."),
    Filter("forum", "Words of the meeting or place that was watched."),
    Filter("text", "Words of title, summary or source."),
    Filter("withdrawn", "Whether withdrawn evidence is shown too.", choices=("true", "false")),
)


class LinkOut(Schema):
    """What evidence speaks to."""

    target: str
    characteristic: str


class FileOut(Schema):
    """A checked file."""

    id: UUID
    name: str
    media_type: str
    size_bytes: int
    sha256: str


class EvidenceOut(Schema):
    """An item of the register."""

    id: UUID
    inspection_id: UUID | None
    force: str | None
    kind: str
    title: str
    summary: str
    provenance: str
    use_limit: str
    marking: str
    source: str
    gathered_on: date
    period_start: date | None
    period_end: date | None
    interviewee_role: str
    forum: str
    attendance_count: int | None
    document_owner: str
    document_date: date | None
    document_version: str
    survey_responses: int | None
    public_group: str
    survey_caveat: str
    withdrawn_reason: str
    recorded_at: datetime
    version: int
    links: list[LinkOut]
    files: list[FileOut]

    @staticmethod
    def resolve_force(item: EvidenceItem) -> str | None:
        return item.force.slug if item.force else None

    @staticmethod
    def resolve_survey_caveat(item: EvidenceItem) -> str:
        return survey_caveat(item)


class LinkBody(Body):
    """An area or pillar, and in it a characteristic or nothing."""

    target: Name
    characteristic: Line = ""


class EvidenceContent(Body):
    """What is said about an item of evidence."""

    kind: Name
    title: Line
    summary: str
    provenance: Name
    marking: Name
    gathered_on: date
    use_limit: Name = ""
    source: Line = ""
    period_start: date | None = None
    period_end: date | None = None
    interviewee_role: Line = ""
    forum: Line = ""
    attendance_count: Whole | None = None
    document_owner: Line = ""
    document_date: date | None = None
    document_version: Name = ""
    survey_responses: Replies | None = None
    public_group: Name = ""


class EvidenceRecord(EvidenceContent):
    """A new item, of an inspection or of a force between inspections."""

    inspectorate: Name = ""
    force: Name = ""
    inspection: UUID | None = None
    links: list[LinkBody] = []


class EvidenceEdit(Edit):
    """A change to an item; what is left out stays as it is."""

    kind: Name = ""
    title: Line = ""
    summary: str = ""
    provenance: Name = ""
    marking: Name = ""
    gathered_on: date = date.min
    use_limit: Name = ""
    source: Line = ""
    period_start: date | None = None
    period_end: date | None = None
    interviewee_role: Line = ""
    forum: Line = ""
    attendance_count: Whole | None = None
    document_owner: Line = ""
    document_date: date | None = None
    document_version: Name = ""
    survey_responses: Replies | None = None
    public_group: Name = ""


class EvidenceWithdrawal(Body):
    """Why an item may no longer be used."""

    reason: str
    expected_version: Version


@router.get(
    "/evidence", response={200: Listing[EvidenceOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(FILTERS)
)
def list_evidence(request: HttpRequest) -> object:
    """Evidence of your inspectorate, latest first."""
    question = question_of(request, FILTERS)
    narrowing: dict[str, Any] = {name: question[name] for name in NARROWING}
    narrowed = EvidenceFilter(with_withdrawn=question["withdrawn"] == "true", **narrowing)
    inspection = draft_inspection(request, _uuid(question["inspection"])) if question["inspection"] else None
    found = evidence_filtered(person(request), narrowed, inspection)
    return listing(request, question, found, ("-gathered_on", "pk"))


@router.post("/evidence", response={201: EvidenceOut, **WORKSPACE_PROBLEMS})
def add_evidence(request: HttpRequest, record: EvidenceRecord) -> object:
    """Add an item to the register, for one inspection or for a force between inspections."""
    user = person(request)
    inspection = draft_inspection(request, record.inspection) if record.inspection else None
    inspectorate = inspection.inspectorate if inspection else own_inspectorate(user, record.inspectorate)
    made = record_evidence(
        actor=user,
        inspectorate=inspectorate,
        values=EvidenceValues(**record.given(["inspectorate", "force", "inspection", "links"])),
        force=force_named(record.force),
        inspection=inspection,
        links=[(each.target, each.characteristic) for each in record.links],
    )
    return Status(201, made)


@router.get("/evidence/{uuid:evidence_id}", response={200: EvidenceOut, **WORKSPACE_READ_PROBLEMS})
def show_evidence(request: HttpRequest, evidence_id: UUID) -> object:
    """One item with its links and files."""
    return evidence_of(request, evidence_id)


@router.patch("/evidence/{uuid:evidence_id}", response={200: EvidenceOut, **WORKSPACE_PROBLEMS})
def change_evidence(request: HttpRequest, evidence_id: UUID, edit: EvidenceEdit) -> object:
    """Change an item; every earlier version stays in its history."""
    current = evidence_of(request, evidence_id)
    stored: dict[str, Any] = {name: getattr(current, name) for name in FIELDS}
    values = EvidenceValues(**stored | edit.given(["expected_version"]))
    return update_evidence(
        actor=person(request), evidence=current, values=values, expected_version=edit.expected_version
    )


@router.post("/evidence/{uuid:evidence_id}/withdraw", response={200: EvidenceOut, **WORKSPACE_PROBLEMS})
def take_out_of_use(request: HttpRequest, evidence_id: UUID, withdrawal: EvidenceWithdrawal) -> object:
    """Take an item out of use with a reason; it stays in the register."""
    current = evidence_of(request, evidence_id)
    return withdraw_evidence(actor=person(request), evidence=current, **withdrawal.given())


def evidence_of(request: HttpRequest, evidence_id: UUID) -> EvidenceItem:
    """One item that the person may read."""
    return reach(
        EvidenceItem.objects.visible_to(person(request)).select_related("inspectorate"), pk=evidence_id
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
