"""Pages of the report as it is written: its parts, and the opening words of its areas."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.targets import inspected_targets
from peelian.apps.reports.models import AreaText, ReportDraft
from peelian.apps.reports.policies import can_report_inspection
from peelian.apps.reports.services import write_area_text, write_report_draft
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reporting.draft_forms import (
    AreaTextForm,
    DraftForm,
    draft_initial,
    draft_parts,
    draft_rows,
)
from peelian.interfaces.workspace.reporting.steps import steps_of


@dataclass(frozen=True)
class PartRow:
    """A part of the report in the list: what it is, whether it is written, and where that is done."""

    title: str
    href: str
    written: bool
    hint: str = ""


@workspace_page
def report(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The parts of the report and how far each is, and the steps to its publication."""
    inspection = draft_inspection(request, inspection_id)
    user = person(request)
    context = {
        **frame(inspection, "report"),
        "parts": _parts(inspection),
        "areas": _areas(inspection),
        "has_observations": "observations" in inspection.framework.report_parts,
        "points": inspection.observation_points.count(),
        "charts": inspection.charts.count(),
        "steps": steps_of(user, inspection),
        "may_write": can_report_inspection(user, inspection),
    }
    return page(request, "reporting/report.html", context)


@workspace_page
def report_edit(request: HttpRequest, inspection_id: uuid.UUID, part: str) -> HttpResponse:
    """Write one part of the report."""
    inspection = draft_inspection(request, inspection_id)
    wanted = draft_parts(inspection.framework).get(part)
    if wanted is None:
        raise Http404
    draft = _draft_of(inspection)
    form = DraftForm(wanted, sent(request), initial=draft_initial(draft, wanted), stored=draft_rows(draft))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        written = attempt(
            form,
            lambda: write_report_draft(
                actor=person(request), inspection=inspection, expected_version=version, **form.content
            ),
        )
        if written is not None:
            messages.success(request, f"{wanted.title}: saved.")
            return redirect(part_address(inspection, "report"))
    context = {
        **frame(inspection, "report", (wanted.title, "")),
        "heading": wanted.title,
        "hint": wanted.hint,
        "cancel": part_address(inspection, "report"),
        **form.row_sets,
    }
    return page(request, "reporting/draft_part.html", context, form)


@workspace_page
def report_area(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Write the opening words of an area."""
    inspection = draft_inspection(request, inspection_id)
    place = next((each for each in inspected_targets(inspection) if each.identifier == target), None)
    if place is None:
        raise Http404
    stored = inspection.area_texts.filter(target=target).first() or AreaText(target=target)
    names = ("introduction", "grading_note", "version")
    form = AreaTextForm(sent(request), initial={name: getattr(stored, name) for name in names})
    if form.is_valid():
        values = form.cleaned_data
        written = attempt(
            form,
            lambda: write_area_text(
                actor=person(request),
                inspection=inspection,
                target=target,
                introduction=values["introduction"],
                grading_note=values["grading_note"],
                expected_version=values["version"],
            ),
        )
        if written is not None:
            messages.success(request, f"{place.title}: saved.")
            return redirect(part_address(inspection, "report"))
    context = {
        **frame(inspection, "report", (place.title, "")),
        "heading": place.title,
        "hint": "Findings, grade, concerns and charts are added by themselves.",
        "cancel": part_address(inspection, "report"),
    }
    return page(request, "draft_form.html", context, form)


def _draft_of(inspection: Inspection) -> ReportDraft:
    """The written parts, or empty ones where nobody has written yet."""
    return ReportDraft.objects.filter(inspection=inspection).first() or ReportDraft(inspection=inspection)


def _parts(inspection: Inspection) -> list[PartRow]:
    draft = _draft_of(inspection)
    return [
        PartRow(
            part.title,
            part_address(inspection, "report_edit", part=name),
            any(getattr(draft, field) for field in (*part.fields, *part.rows)),
            part.hint,
        )
        for name, part in draft_parts(inspection.framework).items()
    ]


def _areas(inspection: Inspection) -> list[PartRow]:
    texts = {text.target: text for text in inspection.area_texts.all()}
    return [
        PartRow(
            target.title,
            part_address(inspection, "report_area", target=target.identifier),
            bool(text and (text.introduction or text.grading_note)),
        )
        for target in inspected_targets(inspection)
        for text in (texts.get(target.identifier),)
    ]
