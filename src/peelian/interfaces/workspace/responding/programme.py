"""What surrounds the scrutiny: meetings, priorities of the plan, and opportunities."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import (
    FundedInitiative,
    Opportunity,
    PlanPriority,
    ScrutinyMeeting,
)
from peelian.apps.responses.queries import followed_items, funded_initiatives, scrutiny_of
from peelian.apps.responses.services import (
    fund_initiative,
    hold_meeting,
    name_priority,
    note_opportunity,
    record_initiative_result,
    record_opportunity_result,
)
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.responding.places import own_bodies, programme_frame
from peelian.interfaces.workspace.responding.scrutiny_forms import (
    FundingForm,
    MeetingForm,
    OpportunityForm,
    PriorityForm,
    ResultForm,
)
from peelian.rules.periods import day_words


@workspace_page
def programme(request: HttpRequest) -> HttpResponse:
    """Meetings, priorities and opportunities of the person's bodies; opportunities without a result come first."""
    user = person(request)
    meetings = one_page(request, ScrutinyMeeting.objects.visible_to(user).order_by("-held_on", "title", "id"))
    priorities = (
        PlanPriority.objects.visible_to(user).prefetch_related("items").order_by("plan", "title", "id")
    )
    opportunities = Opportunity.objects.visible_to(user).order_by("result", "area", "created_at", "id")
    context = {
        **programme_frame(("Meetings, priorities and opportunities", "")),
        "bodies": own_bodies(user),
        "listed": meetings,
        "meetings": [_meeting_cells(each) for each in meetings],
        "meeting_columns": headings("Meeting", "Date"),
        "priorities": [_priority_cells(each) for each in priorities],
        "priority_columns": [{"text": "Priority"}, {"text": "Plan"}, {"text": "Items", "numeric": True}],
        "opportunities": opportunities,
        "initiatives": funded_initiatives(user),
    }
    return page(request, "responding/programme.html", context)


@workspace_page
def scrutiny_meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """One meeting with the items that are asked about, each with the force's latest word."""
    user = person(request)
    found = visible_or_404(ScrutinyMeeting.objects.visible_to(user), pk=meeting_id)
    items = list(scrutiny_of(user).filter(meeting=found))
    context = {
        **programme_frame(
            ("Meetings, priorities and opportunities", reverse("workspace:scrutiny_programme")),
            (found.title, ""),
        ),
        "meeting": found,
        "items": followed_items(user, items, timezone.localdate()),
    }
    return page(request, "responding/meeting.html", context)


@workspace_page
@once
def scrutiny_meeting_add(request: HttpRequest) -> HttpResponse:
    """Put a meeting into the programme."""
    return _added(request, MeetingForm, hold_meeting, "Plan a meeting", "The meeting is in the programme.")


@workspace_page
@once
def priority_add(request: HttpRequest) -> HttpResponse:
    """Put a priority of the plan on the list."""
    return _added(
        request, PriorityForm, name_priority, "Name a priority of the plan", "The priority is listed."
    )


@workspace_page
@once
def opportunity_add(request: HttpRequest) -> HttpResponse:
    """Note something to explore."""
    return _added(
        request, OpportunityForm, note_opportunity, "Note an opportunity", "The opportunity is noted."
    )


@workspace_page
@once
def funding_add(request: HttpRequest) -> HttpResponse:
    """Put on record what the body pays for."""
    return _added(request, FundingForm, fund_initiative, "Record what you pay for", "It is on record.")


@workspace_page
def funding_result(request: HttpRequest, initiative_id: uuid.UUID) -> HttpResponse:
    """Say what came of something that the body pays for."""
    user = person(request)
    found = visible_or_404(FundedInitiative.objects.visible_to(user).select_related("body"), pk=initiative_id)
    return _told(
        request,
        found.title,
        found.result,
        lambda result: record_initiative_result(actor=user, initiative=found, result=result),
    )


@workspace_page
def opportunity_result(request: HttpRequest, opportunity_id: uuid.UUID) -> HttpResponse:
    """Say what came of an opportunity."""
    user = person(request)
    found = visible_or_404(Opportunity.objects.visible_to(user).select_related("body"), pk=opportunity_id)
    return _told(
        request,
        found.text,
        found.result,
        lambda result: record_opportunity_result(actor=user, opportunity=found, result=result),
    )


def _told(request: HttpRequest, about: str, now: str, act: Callable[[str], object]) -> HttpResponse:
    """Show the form of a result, and keep it."""
    form = ResultForm(sent(request), initial={"result": now})
    if form.is_valid():
        result = form.cleaned_data["result"]
        if attempted(form, lambda: act(result)):
            messages.success(request, "The result is on record.")
            return redirect("workspace:scrutiny_programme")
    context = {
        **programme_frame(
            ("Meetings, priorities and opportunities", reverse("workspace:scrutiny_programme")),
            ("Result", ""),
        ),
        "heading": "What came of it",
        "hint": about,
        "button": "Save",
    }
    return page(request, "responding/form.html", context, form)


def _added(request: HttpRequest, kind: type[forms.Form], act: Any, heading: str, done: str) -> HttpResponse:
    """Show the form of one new thing, and make it for the person's body."""
    user = person(request)
    bodies = own_bodies(user)
    if not bodies:
        raise Http404
    form = kind(sent(request))
    offer(form, "body", [(str(each.pk), each.name) for each in bodies] if len(bodies) > 1 else [])
    if form.is_valid():
        values = dict(form.cleaned_data)
        body = _chosen(bodies, values.pop("body", ""))
        made = attempt(form, lambda: act(actor=user, body=body, **values))
        if made is not None:
            messages.success(request, done)
            return redirect("workspace:scrutiny_programme")
    context = {
        **programme_frame(
            ("Meetings, priorities and opportunities", reverse("workspace:scrutiny_programme")), (heading, "")
        ),
        "heading": heading,
        "button": "Save",
    }
    return page(request, "responding/form.html", context, form)


def _chosen(bodies: list[Organisation], identifier: str) -> Organisation:
    return next((each for each in bodies if str(each.pk) == identifier), bodies[0])


def _meeting_cells(each: ScrutinyMeeting) -> list[dict[str, Any]]:
    return [
        {"text": each.title, "href": reverse("workspace:scrutiny_meeting", args=[each.pk])},
        {"text": day_words(each.held_on)},
    ]


def _priority_cells(each: PlanPriority) -> list[dict[str, Any]]:
    return [
        {"text": each.title, "href": f"{reverse('workspace:scrutiny')}?priority={each.pk}"},
        {"text": each.plan},
        {"text": len(each.items.all()), "numeric": True},
    ]
