"""From the preview of a report to its publication, its corrections and the news of it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from peelian.apps.judgements.models import GateOverride
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import publication_gates
from peelian.apps.reports.services import (
    correct_report,
    make_press_statement,
    publish_report,
    sign_off_report,
    start_correction,
)
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Line
from peelian.interfaces.api.workspace.inspection_values import InspectionOut, inspection_out
from peelian.interfaces.api.workspace.judgement_values import PassableGateOut
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, reach
from peelian.rendering.json_export import report_document
from peelian.rendering.report_value import ReportValue

router = Router(tags=["report"])


class PreviewOut(Schema):
    """The report as it would stand now, and the hash it would have."""

    content_hash: str
    report: ReportValue


class PublicationOut(Schema):
    """A published version."""

    id: UUID
    reference: str
    version_number: int
    title: str
    framework: str
    published_on: date
    content_hash: str
    correction_reason: str


class PressStatementOut(Schema):
    """A news item made from a publication; where `retold`, its `quote` is a retelling and no quotation."""

    id: UUID
    title: str
    paragraphs: list[str]
    findings: list[dict[str, Any]]
    quote: str
    retold: bool
    speaker: str
    published_at: datetime


class PublicationDay(Body):
    """The day of publication."""

    published_on: date


class CorrectionReason(Body):
    """Why a published report is corrected; readers see it."""

    reason: str


class PublicationCorrection(CorrectionReason):
    """Why a published report is corrected, and on which day."""

    published_on: date | None = None


class PressStatementRecord(Body):
    """Who speaks, what is quoted, and up to six findings of the report by their keys."""

    speaker: Line
    quote: str
    findings: list[Line]


@router.get(
    "/inspections/{uuid:inspection_id}/preview", response={200: PreviewOut, **WORKSPACE_READ_PROBLEMS}
)
def preview_report(request: HttpRequest, inspection_id: UUID) -> object:
    """The report as it would be published today."""
    inspection = draft_inspection(request, inspection_id)
    return report_document(assemble_report_value(inspection, published=timezone.localdate()))


@router.get(
    "/inspections/{uuid:inspection_id}/publication-gates",
    response={200: list[PassableGateOut], **WORKSPACE_READ_PROBLEMS},
)
def list_publication_gates(request: HttpRequest, inspection_id: UUID) -> object:
    """Every gate that the report trips as it stands now, warnings included, and who let which pass."""
    inspection = draft_inspection(request, inspection_id)
    standing = GateOverride.objects.filter(inspection=inspection, step="publish").select_related(
        "overridden_by"
    )
    passed = {(override.gate, override.target): override for override in standing}
    return [
        {**asdict(gate), "override": passed.get((gate.code, gate.target))}
        for gate in publication_gates(inspection)
    ]


@router.post(
    "/inspections/{uuid:inspection_id}/sign-off", response={200: InspectionOut, **WORKSPACE_PROBLEMS}
)
def send_for_sign_off(request: HttpRequest, inspection_id: UUID) -> object:
    """Close the accuracy check and send the report for sign-off."""
    inspection = draft_inspection(request, inspection_id)
    return inspection_out(sign_off_report(actor=person(request), inspection=inspection))


@router.post(
    "/inspections/{uuid:inspection_id}/publish", response={201: PublicationOut, **WORKSPACE_PROBLEMS}
)
def publish(request: HttpRequest, inspection_id: UUID, day: PublicationDay) -> object:
    """Publish a signed-off report; from here on anybody may read it, and nothing changes it."""
    inspection = draft_inspection(request, inspection_id)
    made = publish_report(actor=person(request), inspection=inspection, published_on=day.published_on)
    return Status(201, made)


@router.post("/publications/{slug:reference}/correction", response={200: InspectionOut, **WORKSPACE_PROBLEMS})
def open_correction(request: HttpRequest, reference: str, reason: CorrectionReason) -> object:
    """Open a published inspection so that its content can be corrected; what is published stays as it is."""
    publication = _publication(request, reference)
    return inspection_out(
        start_correction(actor=person(request), publication=publication, reason=reason.reason)
    )


@router.post("/publications/{slug:reference}/versions", response={201: PublicationOut, **WORKSPACE_PROBLEMS})
def publish_correction(request: HttpRequest, reference: str, correction: PublicationCorrection) -> object:
    """Publish the report as it stands now as the next version, with the reason."""
    publication = _publication(request, reference)
    return Status(201, correct_report(actor=person(request), publication=publication, **correction.given()))


@router.post(
    "/publications/{slug:reference}/press-statements", response={201: PressStatementOut, **WORKSPACE_PROBLEMS}
)
def add_press_statement(request: HttpRequest, reference: str, record: PressStatementRecord) -> object:
    """Publish a news item on a report; its grades are the report's own."""
    publication = _publication(request, reference)
    made = make_press_statement(actor=person(request), publication=publication, **record.given())
    return Status(201, made)


def _publication(request: HttpRequest, reference: str) -> Publication:
    """The newest version of a report of your own inspectorate."""
    own = Publication.objects.current().filter(inspectorate__in=staffed_inspectorates(person(request)))
    return reach(own.select_related("inspection", "inspectorate"), reference=reference)
