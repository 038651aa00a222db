"""What is late: how far up its ladder it has come, and stopping it."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from peelian.apps.frameworks.queries import regime
from peelian.apps.notifications.models import Escalation
from peelian.apps.notifications.policies import can_stop_escalation
from peelian.apps.notifications.queries import (
    is_still_late,
    ladders_of,
    still_late,
    stopped_words,
    worked_out_words,
)
from peelian.apps.notifications.services import resume_escalation, stop_escalation
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.noticing.forms import LateFilters, StopForm, VersionForm
from peelian.interfaces.workspace.noticing.places import kind_title, place_of
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words

COLUMNS = ("What", "Who owes it", "Last day", "Days late", "Told so far", "Told next")


@workspace_page
def late(request: HttpRequest) -> HttpResponse:
    """Everything late that concerns the person, what is late longest first."""
    filters = LateFilters(request, [(rule.clock, rule.title) for rule in regime().reminders.rules])
    found, now = ladders_of(person(request)), timezone.now()
    if kind := filters.chosen("kind"):
        found = found.filter(kind=kind)
    if text := filters.chosen("text"):
        found = found.filter(title__icontains=text)
    today = timezone.localdate()
    listed = one_page(request, still_late(found, today))
    context = {
        "worked_out": worked_out_words(now),
        "listed": listed,
        "columns": [{"text": text, "numeric": text == "Days late"} for text in COLUMNS],
        "rows": [_row(each, today) for each in listed],
    }
    return page(request, "noticing/late.html", context, filters)


@workspace_page
def ladder(request: HttpRequest, escalation_id: uuid.UUID) -> HttpResponse:
    """One late thing, rung by rung."""
    found, today = _visible(request, escalation_id), timezone.localdate()
    stopped = stopped_words(found, today)
    context = {
        "ladder": found,
        "worked_out": worked_out_words(timezone.now()),
        "still_late": is_still_late(found, today),
        "days_late": days_counted((today - found.due).days),
        "kind": kind_title(found.kind),
        "place": place_of(person(request), found.kind, found.about),
        "stopped": stopped,
        "columns": headings("Who is told", "Day by the rule", "Told on", "People told"),
        "rows": _rungs(found),
        "may_stop": can_stop_escalation(person(request), found),
    }
    return page(request, "noticing/ladder.html", context)


@workspace_page
def ladder_stop(request: HttpRequest, escalation_id: uuid.UUID) -> HttpResponse:
    """Stop a ladder, for a reason."""
    found = _stoppable(request, escalation_id)
    sent = request.method == "POST"
    form = StopForm(request.POST if sent else None, initial={"version": found.version})
    if sent and form.is_valid():
        given = form.cleaned_data
        stopped = attempt(
            form,
            lambda: stop_escalation(
                actor=person(request),
                escalation=found,
                reason=given["reason"],
                until=given["until"],
                expected_version=given["version"],
            ),
        )
        if stopped is not None:
            messages.success(request, f"The escalation of “{found.title}” is stopped.")
            return redirect("workspace:ladder", escalation_id=found.pk)
    context = {
        "heading": f"Stop the escalation of “{found.title}”?",
        "hint": "Nobody further is told. Those who were told already stay told, and the thing stays late.",
        "button": "Stop it",
        "back": reverse("workspace:ladder", args=[found.pk]),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
@require_POST
def ladder_resume(request: HttpRequest, escalation_id: uuid.UUID) -> HttpResponse:
    """Let a stopped ladder go on."""
    found = _stoppable(request, escalation_id)
    form = VersionForm(request.POST)
    if form.is_valid():
        act_or_tell(
            request,
            lambda: resume_escalation(
                actor=person(request), escalation=found, expected_version=form.cleaned_data["version"]
            ),
            f"The escalation of “{found.title}” goes on.",
        )
    return redirect("workspace:ladder", escalation_id=found.pk)


def _visible(request: HttpRequest, escalation_id: uuid.UUID) -> Escalation:
    return visible_or_404(
        Escalation.objects.visible_to(person(request)).select_related("organisation", "force", "stopped_by"),
        pk=escalation_id,
    )


def _stoppable(request: HttpRequest, escalation_id: uuid.UUID) -> Escalation:
    found = _visible(request, escalation_id)
    if not can_stop_escalation(person(request), found):
        raise Http404
    return found


def _row(each: Escalation, today: date) -> list[dict[str, object]]:
    return [
        {"html": _what(each)},
        {"text": each.organisation.name},
        {"html": format_html('<span class="peelian-unbroken">{}</span>', day_words(each.due))},
        {"text": f"{(today - each.due).days:,}", "numeric": True},
        {"text": each.highest or "Nobody yet"},
        {"text": "Stopped" if stopped_words(each, today) else _next_words(each)},
    ]


def _what(each: Escalation) -> SafeString:
    return format_html(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> of {}</span></a>'
        '<br><span class="govuk-hint">{}</span>',
        reverse("workspace:ladder", args=[each.pk]),
        each.title,
        each.organisation.name,
        kind_title(each.kind),
    )


def _next_words(each: Escalation) -> str:
    return f"{each.next_rung}, {day_words(each.next_on)}" if each.next_on else "Nobody further"


def _rungs(found: Escalation) -> list[list[dict[str, object]]]:
    climbed: list[list[dict[str, object]]] = [
        [
            {"text": rung["title"]},
            {"text": day_words(date.fromisoformat(rung["due"]))},
            {"text": day_words(date.fromisoformat(rung["on"]))},
            {"text": str(rung["people"]) if rung["people"] else "Nobody holds the role"},
        ]
        for rung in found.climbed
    ]
    if found.next_on and found.ended_on is None:
        climbed.append(
            [
                {"text": found.next_rung},
                {"text": day_words(found.next_on)},
                {"text": "Not yet"},
                {"text": "Nobody yet"},
            ]
        )
    return climbed
