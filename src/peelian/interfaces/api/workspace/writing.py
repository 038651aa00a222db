"""The parts of a report that are written for it: texts, observations and charts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.targets import inspected_targets
from peelian.apps.reports.models import AreaText, Chart, ObservationPoint, ReportDraft
from peelian.apps.reports.services import (
    add_chart,
    remove_chart,
    remove_observation_point,
    update_observation_point,
    write_area_text,
    write_observation_point,
    write_report_draft,
)
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, LongLine, Name, Whole
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import draft_inspection, findings_named, reach

router = Router(tags=["report"])


class AreaTextOut(Schema):
    """The opening words of an area section."""

    target: str
    introduction: str
    grading_note: str
    version: int


class ObservationOut(Schema):
    """A headed point of the observations and the findings it rests on."""

    id: UUID
    position: int
    heading: str
    text: str
    findings: list[UUID]
    version: int

    @staticmethod
    def resolve_findings(point: ObservationPoint) -> list[UUID]:
        return [each.pk for each in point.findings.all()]


class ChartOut(Schema):
    """A numbered chart."""

    id: UUID
    target: str
    number: int
    value: dict[str, Any]


class DraftOut(Schema):
    """The parts of a report that are written for it; all else is assembled."""

    summary: str
    changes: str
    observations_introduction: str
    observations_closing: str
    signatory_name: str
    signatory_office: str
    service_introduction: str
    data_introduction: str
    data_notes: list[dict[str, Any]]
    data_sources: list[dict[str, Any]]
    version: int


class WrittenOut(Schema):
    """Everything that is written for a report, blank parts at version 1."""

    draft: DraftOut
    areas: list[AreaTextOut]
    observations: list[ObservationOut]
    charts: list[ChartOut]


class DraftEdit(Edit):
    """Parts of a report; what is left out stays as it is."""

    summary: str = ""
    changes: str = ""
    observations_introduction: str = ""
    observations_closing: str = ""
    signatory_name: Line = ""
    signatory_office: Line = ""
    service_introduction: str = ""
    data_introduction: str = ""
    data_notes: list[dict[str, Any]] = []
    data_sources: list[dict[str, Any]] = []


class AreaEdit(Edit):
    """The opening words of an area section, and the note beside its grade or in its place."""

    introduction: str
    grading_note: str = ""


class NewObservation(Body):
    """A headed point and the findings it rests on."""

    heading: LongLine
    text: str
    findings: list[UUID] = []
    position: Whole | None = None


class ObservationEdit(Edit):
    """A change to a headed point; what is left out stays as it is."""

    heading: LongLine = ""
    text: str = ""
    findings: list[UUID] = []
    position: Whole = 0


class ChartRecord(Body):
    """A chart of an area: number, title, caption, unit, bars, source, note and exclusions."""

    target: Name
    value: dict[str, Any]


@router.get("/inspections/{uuid:inspection_id}/report", response={200: WrittenOut, **WORKSPACE_READ_PROBLEMS})
def show_written_parts(request: HttpRequest, inspection_id: UUID) -> object:
    """Everything that is written for a report."""
    inspection = draft_inspection(request, inspection_id)
    return {
        "draft": ReportDraft.objects.filter(inspection=inspection).first()
        or ReportDraft(inspection=inspection),
        "areas": _area_texts(inspection),
        "observations": list(inspection.observation_points.prefetch_related("findings")),
        "charts": list(inspection.charts.all()),
    }


@router.patch("/inspections/{uuid:inspection_id}/report", response={200: DraftOut, **WORKSPACE_PROBLEMS})
def write_parts(request: HttpRequest, inspection_id: UUID, edit: DraftEdit) -> object:
    """Write parts of a report and leave the rest. Version 1 is the empty draft."""
    inspection = draft_inspection(request, inspection_id)
    return write_report_draft(actor=person(request), inspection=inspection, **edit.given())


@router.patch(
    "/inspections/{uuid:inspection_id}/report/areas/{slug:target}",
    response={200: AreaTextOut, **WORKSPACE_PROBLEMS},
)
def write_area(request: HttpRequest, inspection_id: UUID, target: str, edit: AreaEdit) -> object:
    """Write the opening words of an area section. Version 1 is the text that nobody has written."""
    inspection = draft_inspection(request, inspection_id)
    return write_area_text(actor=person(request), inspection=inspection, target=target, **edit.given())


@router.post(
    "/inspections/{uuid:inspection_id}/observations", response={201: ObservationOut, **WORKSPACE_PROBLEMS}
)
def add_observation(request: HttpRequest, inspection_id: UUID, point: NewObservation) -> object:
    """Add a headed point to the observations."""
    inspection = draft_inspection(request, inspection_id)
    findings = findings_named(request, point.findings)
    made = write_observation_point(
        actor=person(request), inspection=inspection, findings=findings, **point.given(["findings"])
    )
    return Status(201, made)


@router.patch("/observations/{uuid:observation_id}", response={200: ObservationOut, **WORKSPACE_PROBLEMS})
def change_observation(request: HttpRequest, observation_id: UUID, edit: ObservationEdit) -> object:
    """Change a headed point, its place in the order and the findings it rests on."""
    current = _observation(request, observation_id)
    values = {name: getattr(current, name) for name in ("heading", "text", "position")} | edit.given(
        ["findings"]
    )
    findings = list(current.findings.all())
    if "findings" in edit.model_fields_set:
        findings = findings_named(request, edit.findings)
    return update_observation_point(actor=person(request), point=current, findings=findings, **values)


@router.post("/observations/{uuid:observation_id}/remove", response={204: None, **WORKSPACE_PROBLEMS})
def take_out_observation(request: HttpRequest, observation_id: UUID, edit: Edit) -> object:
    """Remove a headed point; its words stay in the log."""
    current = _observation(request, observation_id)
    remove_observation_point(actor=person(request), point=current, expected_version=edit.expected_version)
    return Status(204, None)


@router.post("/inspections/{uuid:inspection_id}/charts", response={201: ChartOut, **WORKSPACE_PROBLEMS})
def add_numbered_chart(request: HttpRequest, inspection_id: UUID, chart: ChartRecord) -> object:
    """Add a chart to an area."""
    inspection = draft_inspection(request, inspection_id)
    return Status(201, add_chart(actor=person(request), inspection=inspection, **chart.given()))


@router.post("/charts/{uuid:chart_id}/remove", response={204: None, **WORKSPACE_PROBLEMS})
def take_out_chart(request: HttpRequest, chart_id: UUID) -> object:
    """Remove a chart from a draft; its value stays in the log."""
    chart = reach(Chart.objects.visible_to(person(request)).select_related("inspection"), pk=chart_id)
    remove_chart(actor=person(request), chart=chart)
    return Status(204, None)


def _area_texts(inspection: Inspection) -> list[AreaText]:
    """The text of every pillar and area in the order of the framework, blank ones included."""
    stored = {each.target: each for each in inspection.area_texts.all()}
    names = [target.identifier for target in inspected_targets(inspection)]
    return [stored.get(name) or AreaText(inspection=inspection, target=name) for name in names]


def _observation(request: HttpRequest, observation_id: UUID) -> ObservationPoint:
    visible = ObservationPoint.objects.visible_to(person(request)).select_related("inspection")
    found: ObservationPoint = reach(visible, pk=observation_id)
    return found
