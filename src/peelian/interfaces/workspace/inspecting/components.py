"""The components of an assessment, and the outlook that stands beside its grades."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.followup.queries.since import response_words
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import can_work_inspection, inspections_workable_by
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION, components_of
from peelian.apps.inspections.services import record_component, record_outlook
from peelian.interfaces.workspace.inspecting.work_forms import ComponentForm, OutlookForm
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
def inspection_components(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """What belongs to the assessment beside its areas, and what of it is done."""
    user = person(request)
    drafts = Inspection.objects.drafts_visible_to(user).select_related(*LINKED_TO_INSPECTION)
    found = visible_or_404(drafts, pk=inspection_id)
    may_record = can_work_inspection(user, found)
    rows = [
        [
            {"text": row.title, "href": _component_address(found, row.identifier) if may_record else ""},
            {"text": "Yes" if row.required else "No"},
            {"text": row.state_label},
            {"text": day_words(row.done_on) if row.done_on else "–"},
            {"text": row.note or "–"},
        ]
        for row in components_of(found)
    ]
    context = {
        "inspection": found,
        "columns": [
            {"text": text} for text in ("Component", "In every assessment", "State", "Done on", "Note")
        ],
        "rows": rows,
    }
    return page(request, "inspecting/components.html", context)


@workspace_page
def inspection_component(request: HttpRequest, inspection_id: uuid.UUID, component: str) -> HttpResponse:
    """Record one component."""
    actor, found = person(request), _workable(request, inspection_id)
    row = next((each for each in components_of(found) if each.identifier == component), None)
    if row is None:
        raise Http404
    form = ComponentForm(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        saved = attempt(
            form,
            lambda: record_component(
                actor=actor, inspection=found, component=component, expected_version=version, **values
            ),
        )
        if saved is not None:
            messages.success(request, f"{row.title}: {saved.get_state_display().lower()}.")
            return redirect("workspace:inspection_components", inspection_id=found.pk)
    back = reverse("workspace:inspection_components", args=[found.pk])
    context = {"heading": row.title, "hint": found.title, "button": "Save", "back": back}
    return page(request, "form_page.html", context, form)


@workspace_page
def inspection_outlook(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Record the outlook on progress, which never enters a grade."""
    actor, found = person(request), _workable(request, inspection_id)
    names = ("progress_outlook", "response_to_last_inspection", "version")
    initial = {name: getattr(found, name) for name in names}
    initial["response_to_last_inspection"] = initial["response_to_last_inspection"] or response_words(found)
    form = OutlookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        saved = attempt(
            form, lambda: record_outlook(actor=actor, inspection=found, expected_version=version, **values)
        )
        if saved is not None:
            messages.success(request, "The outlook is saved.")
            return redirect("workspace:inspection", inspection_id=found.pk)
    context = {
        "heading": "Outlook",
        "hint": "Words on how the force is moving. They stand beside the grades and are never part of one.",
        "button": "Save outlook",
        "back": reverse("workspace:inspection", args=[found.pk]),
    }
    return page(request, "form_page.html", context, form)


def _workable(request: HttpRequest, inspection_id: uuid.UUID) -> Inspection:
    workable = inspections_workable_by(person(request)).select_related(*LINKED_TO_INSPECTION, "inspectorate")
    return visible_or_404(workable, pk=inspection_id)


def _component_address(inspection: Inspection, component: str) -> str:
    return reverse("workspace:inspection_component", args=[inspection.pk, component])
