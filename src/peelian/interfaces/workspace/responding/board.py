"""The board of a local policing body: reports that call for a response, responses under way, and invitations."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.organisations.access import forces_of
from peelian.apps.responses.models import Response
from peelian.apps.responses.queries import (
    AwaitedResponse,
    awaited_responses,
    copies_received_as,
    copies_sent,
    dated_words,
    invited_to,
    late_responses,
    late_words,
    left_unanswered,
    published_responses,
    reports_of,
    responses_of,
    standing_of,
    state_words,
)
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import report_address
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.responding.forms import PublishedFilters
from peelian.interfaces.workspace.responding.places import own_bodies, response_address, state_tag
from peelian.rules.periods import day_words

Cell = dict[str, Any]
PUBLISHED_COLUMNS = ("Report", "Force", "Answered by", "Published", "In time")


@workspace_page
def responses(request: HttpRequest) -> HttpResponse:
    """Responses with their clocks: to bodies their own, to forces those that they comment on, to others all.

    Whoever has neither body nor force, such as the inspectorate and the Home Office, reads what is published, with
    the day on which the copy was sent to them.
    """
    user, today = person(request), timezone.localdate()
    bodies, forces = own_bodies(user), forces_of(user)
    if not bodies and not forces:
        return _published(request, today)
    context: dict[str, Any] = {"bodies": bodies, "forces": bool(forces)}
    if bodies:
        listed = one_page(request, responses_of(user))
        begun = {row.publication.reference for row in reports_of(user) if row.response}
        published = [each for each in awaited_responses(today, bodies=bodies) if each.reference not in begun]
        waiting = sorted(
            (*published, *left_unanswered(today, bodies=bodies)),
            key=lambda each: (each.due or date.max, each.title),
        )
        context |= {
            "listed": listed,
            "columns": headings("Report", "State", "Last day", "In time"),
            "rows": [_row(each, today) for each in listed],
            "waiting_columns": headings("Report", "Published", "Last day", "In time", ""),
            "waiting": [_waiting_row(each) for each in waiting],
        }
    if forces:
        asked = one_page(request, invited_to(user))
        context |= {
            "asked": asked,
            "invited_columns": headings("Report", "Asked by", "Comments by", "State"),
            "invited": [_invited_row(each) for each in asked],
        }
    return page(request, "responding/responses.html", context)


@workspace_page
def response_to(request: HttpRequest, reference: str) -> HttpResponse:
    """Lead from a report to the response of the person's body, or to opening it where none was begun."""
    user = person(request)
    if not own_bodies(user):
        return redirect("workspace:responses")
    own = responses_of(user).filter(reports__reference=reference)
    found = own.exclude(state=Response.State.WITHDRAWN).first()
    if found is not None:
        return redirect(response_address(found))
    return redirect(f"{reverse('workspace:response_open')}?{urlencode({'report': reference})}")


def _published(request: HttpRequest, today: date) -> HttpResponse:
    """Published responses for those who receive copies: the copy that was sent to them stands beside each."""
    filters = PublishedFilters(request)
    late = filters.chosen("clock") == "late"
    listed = one_page(request, late_responses() if late else published_responses())
    recipients = copies_received_as(person(request))
    sent = copies_sent(listed, recipients)
    context = {
        "filters": filters,
        "clear": reverse("workspace:responses"),
        "listed": listed,
        "columns": headings(*PUBLISHED_COLUMNS, *(("Copy sent to you",) if recipients else ())),
        "rows": [
            [
                *_published_row(each, today),
                *([{"text": sent.get(each.pk, "Not recorded")}] if recipients else []),
            ]
            for each in listed
        ],
    }
    return page(request, "responding/published.html", context, filters)


def _published_row(response: Response, today: date) -> list[Cell]:
    day, precision = response.published_on, response.published_precision
    return [
        {"text": response.title, "href": reverse("public:response", args=[response.reference])},
        {"text": response.force.name},
        {"text": response.body.name},
        {"text": dated_words(day, precision) if day else "Not recorded"},
        {"text": standing_of(response, today).words},
    ]


def _row(response: Response, today: date) -> list[Cell]:
    return [
        {"text": response.title, "href": response_address(response)},
        {"html": state_tag(response.state)},
        {"text": day_words(response.due) if response.due else "No fixed day"},
        {"text": standing_of(response, today).words},
    ]


def _waiting_row(each: AwaitedResponse) -> list[Cell]:
    """A report known from a withdrawn draft alone leads to that draft, and is opened anew from its title and day."""
    draft = each.withdrawn
    place = reverse("workspace:response", args=[draft]) if draft else report_address(each.reference)
    opened = urlencode({"again": draft} if draft else {"report": each.reference})
    due = f"Due on {day_words(each.due)}" if each.due else "No fixed day"
    return [
        {"text": each.title, "href": place},
        {"text": day_words(each.published_on)},
        {"text": day_words(each.due) if each.due else "No fixed day"},
        {"text": late_words(each.days_over) if each.days_over else due},
        {"text": "Open a response", "href": f"{reverse('workspace:response_open')}?{opened}"},
    ]


def _invited_row(response: Response) -> list[Cell]:
    by = None if response.entered_afterwards else response.comments_due
    return [
        {"text": response.title, "href": reverse("workspace:response_comment", args=[response.pk])},
        {"text": response.body.name},
        {"text": day_words(by) if by else "Not recorded"},
        {"text": _invited_words(response)},
    ]


def _invited_words(response: Response) -> str:
    """Where a response has come to, as far as the force is concerned."""
    if response.state != Response.State.DRAFT:
        entered = ", entered here afterwards" if response.entered_afterwards else ""
        words = f"{state_words(response)}{entered}"
        return f"{words[:1].upper()}{words[1:]}"
    return "Comments written" if response.force_response else "Waits for comments"
