"""What an inspectorate does with a force in a closer stage: its plan, meetings, exit criteria."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.monitoring.models import ExitCriterion, ImprovementPlan, OversightMeeting
from peelian.apps.monitoring.policies import can_watch_inspectorate, inspectorates_watchable_by
from peelian.apps.monitoring.queries import stage_set_on
from peelian.apps.monitoring.services import (
    assess_exit_criterion,
    hold_meeting,
    open_plan_file,
    plan_meeting,
    record_meeting,
    view_improvement_plan,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.watching.places import force_address, one_form, watched_force
from peelian.interfaces.workspace.watching.work_forms import (
    CriterionForm,
    HeldMeetingForm,
    MeetingForm,
    MinutesForm,
    PlanViewForm,
)


@workspace_page
def plan_view(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
    """One version of an improvement plan, and what the inspectorate makes of it."""
    user = person(request)
    visible = ImprovementPlan.objects.visible_to(user)
    plan: ImprovementPlan = visible_or_404(
        visible.select_related("force", "inspectorate", "sent_by", "viewed_by"), pk=plan_id
    )
    wanted = (
        not plan.view or request.method == "POST"
    )  # what comes too late is refused, and stays on the page
    may_view = can_watch_inspectorate(user, plan.inspectorate) and wanted
    form = PlanViewForm(sent(request) if may_view else None)
    if may_view and form.is_valid():
        viewed = attempt(form, lambda: view_improvement_plan(actor=user, plan=plan, **form.cleaned_data))
        if viewed is not None:
            messages.success(request, "The view is recorded. The force can read it.")
            return redirect(force_address(plan.force, "plans"))
    context = {
        "plan": plan,
        "may_view": may_view,
        "back": force_address(plan.force, "plans"),
    }
    return page(request, "watching/plan.html", context, form)


@workspace_page
def plan_file(request: HttpRequest, plan_id: uuid.UUID) -> HttpResponseBase:
    """Download the document of a plan; the reading is logged. It is offered for saving, never shown in the page."""
    actor = person(request)
    visible = ImprovementPlan.objects.visible_to(actor).exclude(file="")
    plan: ImprovementPlan = visible_or_404(visible.select_related("force"), pk=plan_id)
    opened = open_plan_file(actor=actor, plan=plan)
    return FileResponse(opened, as_attachment=True, filename=plan.file_name, content_type=plan.media_type)


@workspace_page
@once
def meeting_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting with a force."""
    words = ("Plan a meeting", "The force reads the day and the agenda.", "Plan the meeting")
    return _new_meeting(request, slug, MeetingForm, plan_meeting, words, told="The meeting is planned.")


@workspace_page
@once
def meeting_held(request: HttpRequest, slug: str) -> HttpResponse:
    """Record a meeting that was held and had not been planned here."""
    words = ("Record a meeting", "A meeting that was held and is not planned here.", "Record the meeting")
    return _new_meeting(request, slug, HeldMeetingForm, hold_meeting, words, told="The meeting is recorded.")


def _new_meeting(
    request: HttpRequest,
    slug: str,
    ask: type[forms.Form],
    service: Callable[..., OversightMeeting],
    words: tuple[str, str, str],
    *,
    told: str,
) -> HttpResponse:
    """One new meeting with a force; the words are what is done, its hint and the button."""
    actor, force = person(request), watched_force(request, slug)
    inspectorate = visible_or_404(inspectorates_watchable_by(actor))
    deed, hint, button = words
    form = ask(sent(request), initial={"group": _group()})
    if form.is_valid():
        made = attempt(
            form, lambda: service(actor=actor, inspectorate=inspectorate, force=force, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, told)
            return redirect(force_address(force, "meetings"))
    return one_form(
        request,
        form,
        f"{deed} with {force.name}",
        hint=hint,
        button=button,
        back=force_address(force, "meetings"),
    )


@workspace_page
def meeting_record(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Record a meeting that was held."""
    actor = person(request)
    own = OversightMeeting.objects.visible_to(actor).filter(
        inspectorate__in=inspectorates_watchable_by(actor)
    )
    meeting: OversightMeeting = visible_or_404(own.select_related("force", "inspectorate"), pk=meeting_id)
    form = MinutesForm(sent(request), initial={"held_on": meeting.planned_for})
    if form.is_valid():
        recorded = attempt(form, lambda: record_meeting(actor=actor, meeting=meeting, **form.cleaned_data))
        if recorded is not None:
            messages.success(request, "The meeting is recorded.")
            return redirect(force_address(meeting.force, "meetings"))
    return one_form(
        request,
        form,
        "Record the meeting",
        hint=f"{meeting.group} with {meeting.force.name}.",
        button="Record the meeting",
        back=force_address(meeting.force, "meetings"),
    )


@workspace_page
def criterion_assess(request: HttpRequest, criterion_id: uuid.UUID) -> HttpResponse:
    """Say whether an exit criterion is met."""
    actor = person(request)
    own = ExitCriterion.objects.filter(decision__inspectorate__in=inspectorates_watchable_by(actor))
    criterion = visible_or_404(
        own.select_related("decision__force", "decision__inspectorate"), pk=criterion_id
    )
    force = criterion.decision.force
    form = CriterionForm(sent(request), initial={"version": criterion.version})
    if form.is_valid():
        values = dict(form.cleaned_data)
        version = values.pop("version")
        assessed = attempt(
            form,
            lambda: assess_exit_criterion(
                actor=actor, criterion=criterion, expected_version=version, **values
            ),
        )
        if assessed is not None:
            messages.success(request, "The result is recorded.")
            return redirect(force_address(force, "exit-criteria"))
    return one_form(
        request,
        form,
        "Is the exit criterion met?",
        hint=criterion.text,
        button="Record the result",
        back=force_address(force, "exit-criteria"),
    )


def _group() -> str:
    """The group that meets forces under the regime of today."""
    stages = stage_set_on(timezone.localdate())
    return stages.oversight_group if stages else ""
