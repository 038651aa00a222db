"""Rounds: planning them, and how far each is."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.policies import can_plan_round, inspectorates_plannable_by, rounds_plannable_by
from peelian.apps.inspections.queries import (
    crime_recording_tests_overdue,
    forces_without_inspection,
    inspections,
    round_progress,
    rounds,
)
from peelian.apps.inspections.services import plan_round, plan_round_inspections
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.policies import inspections_publishable_by
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.inspecting.forms import RoundForm
from peelian.interfaces.workspace.inspecting.states import state_tag
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.periods import day_words


@workspace_page
def round_list(request: HttpRequest) -> HttpResponse:
    """Every round of the person's inspectorate."""
    user = person(request)
    listed = one_page(request, rounds(user))
    columns = headings("Round", "Framework", "Cadence", "From", "To")
    rows = [
        [
            {"text": each.title, "href": _address(each)},
            {"text": each.framework_version.title},
            {"text": each.cadence.capitalize()},
            {"text": day_words(each.starts_on)},
            {"text": day_words(each.ends_on)},
        ]
        for each in listed
    ]
    context = {
        "rounds": listed,
        "columns": columns,
        "rows": rows,
        "empty": "No round is planned yet."
        if staffed_inspectorates(user)
        else "There is no round that you may see.",
        "may_plan": inspectorates_plannable_by(user).exists(),
    }
    return page(request, "inspecting/rounds.html", context)


@workspace_page
def round_plan(request: HttpRequest) -> HttpResponse:
    """Plan a round."""
    actor = person(request)
    inspectorates = inspectorates_plannable_by(actor)
    visible_or_404(inspectorates)
    form = RoundForm(inspectorates, request.POST or None)
    if request.method == "POST" and form.is_valid():
        planned = attempt(form, lambda: plan_round(actor=actor, **form.cleaned_data))
        if planned is not None:
            messages.success(request, f"{planned.title} is planned.")
            return redirect(_address(planned))
    context = {"heading": "Plan a round", "button": "Plan round", "back": reverse("workspace:rounds")}
    return page(request, "form_page.html", context, form)


@workspace_page
def round_detail(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """How far a round is: its inspections by state, and the forces that have none yet."""
    user = person(request)
    found = visible_or_404(rounds(user), pk=round_id)
    progress = round_progress(found)
    listed = one_page(request, inspections(user).filter(round=found).order_by("force__name", "title"))
    states = [
        [{"text": state.label}, {"text": progress.by_state.get(state.value, 0), "numeric": True}]
        for state in Inspection.State
    ]
    rows = [
        [
            {"text": each.title, "href": reverse("workspace:inspection", args=[each.pk])},
            {"html": state_tag(each.state)},
            {"text": day_words(each.window_end)},
        ]
        for each in listed
    ]
    context = {
        "round": found,
        "framework": found.framework_version.framework,
        "progress": progress,
        "state_columns": [{"text": "State"}, {"text": "Inspections", "numeric": True}],
        "states": states,
        "columns": headings("Inspection", "State", "Window ends"),
        "rows": rows,
        "listed": listed,
        "missing": list(forces_without_inspection(found)),
        "may_plan": can_plan_round(user, found),
        "may_publish": inspections_publishable_by(user).filter(round=found).exists(),
    }
    return page(request, "inspecting/round.html", context)


@workspace_page
@require_POST
def round_fill(request: HttpRequest, round_id: uuid.UUID) -> HttpResponse:
    """Plan an inspection for every force in scope that has none in the round."""
    actor = person(request)
    found = visible_or_404(
        rounds_plannable_by(actor).select_related("framework_version", "inspectorate"), pk=round_id
    )
    act_or_tell(
        request,
        lambda: plan_round_inspections(actor=actor, round=found),
        f"Every force in scope has an inspection in {found.title}.",
    )
    return redirect(_address(found))


@workspace_page
def crime_recording_tests(request: HttpRequest) -> HttpResponse:
    """Forces whose next assessment must test their crime recording, with the reasons."""
    user = person(request)
    if not staffed_inspectorates(user):
        raise Http404
    names = dict(forces().values_list("slug", "name"))
    on = timezone.localdate()
    rows = [
        [{"text": names[test.force]}, {"text": " ".join(test.reasons)}]
        for test in crime_recording_tests_overdue(user, on)
    ]
    context = {"on": on, "columns": headings("Force", "Why"), "rows": rows}
    return page(request, "inspecting/crime_recording_tests.html", context)


def _address(found: Round) -> str:
    return reverse("workspace:round", args=[found.pk])
