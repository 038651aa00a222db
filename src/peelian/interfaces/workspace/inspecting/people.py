"""Who works on an inspection and who answers for it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import inspections_editable_by
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION
from peelian.apps.inspections.services import name_accountable_inspector, set_team
from peelian.apps.organisations.queries import staff_of
from peelian.interfaces.workspace.inspecting.work_forms import AccountableForm, TeamForm
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
def inspection_team(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Choose the team."""
    actor, found = person(request), _editable(request, inspection_id)
    current = [f"{member.user_id}:{member.role}" for member in found.team.all()]
    initial = {"team": current, "version": found.version}
    form = TeamForm(list(staff_of(found.inspectorate)), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saved = attempt(
            form,
            lambda: set_team(actor=actor, inspection=found, members=form.members, expected_version=version),
        )
        if saved is not None:
            messages.success(request, "The team is saved.")
            return redirect("workspace:inspection", inspection_id=found.pk)
    context = {"heading": "Team", "hint": found.title, "button": "Save team", "back": _back(found)}
    return page(request, "form_page.html", context, form)


@workspace_page
def inspection_accountable(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Name the one who answers for the judgement."""
    actor, found = person(request), _editable(request, inspection_id)
    initial = {"inspector": found.accountable_inspector_id, "version": found.version}
    form = AccountableForm(list(staff_of(found.inspectorate)), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        inspector, version = form.cleaned_data["inspector"], form.cleaned_data["version"]
        saved = attempt(
            form,
            lambda: name_accountable_inspector(
                actor=actor, inspection=found, inspector=inspector, expected_version=version
            ),
        )
        if saved is not None:
            messages.success(request, f"{inspector.name} answers for the judgement.")
            return redirect("workspace:inspection", inspection_id=found.pk)
    context = {
        "heading": "Accountable inspector",
        "hint": f"{found.title}. No grade becomes final without this person.",
        "button": "Save",
        "back": _back(found),
    }
    return page(request, "form_page.html", context, form)


def _editable(request: HttpRequest, inspection_id: uuid.UUID) -> Inspection:
    editable = inspections_editable_by(person(request)).select_related(*LINKED_TO_INSPECTION, "inspectorate")
    return visible_or_404(editable, pk=inspection_id)


def _back(inspection: Inspection) -> str:
    return reverse("workspace:inspection", args=[inspection.pk])
