"""Planning an inspection, and changing its plan."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.policies import inspections_editable_by, rounds_plannable_by
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION
from peelian.apps.inspections.services import plan_inspection, revise_inspection_plan
from peelian.interfaces.workspace.inspecting.forms import InspectionForm, PlanForm, RoundChoiceForm
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page


@workspace_page
def inspection_plan(request: HttpRequest) -> HttpResponse:
    """Choose the round, then plan an inspection in it: the round's framework decides what can be covered."""
    rounds = rounds_plannable_by(person(request)).select_related("framework_version", "inspectorate")
    visible_or_404(rounds)
    if "round" not in request.GET:
        return _choose_round(request, RoundChoiceForm(rounds))
    choice = RoundChoiceForm(rounds, request.GET)
    if not choice.is_valid():
        return _choose_round(request, choice)
    return _plan_in(request, choice.cleaned_data["round"])


@workspace_page
def inspection_edit(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Change what an inspection covers; framework, force and reference stay."""
    actor = person(request)
    editable = inspections_editable_by(actor).select_related(*LINKED_TO_INSPECTION, "round__inspectorate")
    found = visible_or_404(editable, pk=inspection_id)
    form = PlanForm(found.round, request.POST or None, initial=_plan_of(found))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        saved = attempt(
            form,
            lambda: revise_inspection_plan(actor=actor, inspection=found, expected_version=version, **values),
        )
        if saved is not None:
            messages.success(request, "The plan is saved.")
            return redirect("workspace:inspection", inspection_id=found.pk)
    context = {
        "heading": "What the inspection covers",
        "hint": f"{found.title}. Its framework is {found.framework.title}, and stays so.",
        "button": "Save plan",
        "back": reverse("workspace:inspection", args=[found.pk]),
    }
    return page(request, "form_page.html", context, form)


def _choose_round(request: HttpRequest, form: RoundChoiceForm) -> HttpResponse:
    return page(request, "inspecting/choose_round.html", {}, form)


def _plan_in(request: HttpRequest, round: Round) -> HttpResponse:
    actor = person(request)
    initial = {"window_start": round.starts_on, "window_end": round.ends_on, "kinds": ["force-specific"]}
    form = InspectionForm(round, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        chosen = values.pop("areas") or None
        planned = attempt(form, lambda: plan_inspection(actor=actor, round=round, areas=chosen, **values))
        if planned is not None:
            messages.success(request, f"{planned.title} is planned. Now name the team.")
            return redirect("workspace:inspection_team", inspection_id=planned.pk)
    context = {
        "heading": "Plan an inspection",
        "hint": f"{round.title}, under {round.framework_version.framework.title}.",
        "button": "Plan inspection",
        "back": reverse("workspace:round", args=[round.pk]),
    }
    return page(request, "form_page.html", context, form)


def _plan_of(inspection: Inspection) -> dict[str, Any]:
    names = (
        "title",
        "kinds",
        "areas",
        "first_time_topics",
        "window_start",
        "window_end",
        "lead_inspector",
        "version",
    )
    return {name: getattr(inspection, name) for name in names}
