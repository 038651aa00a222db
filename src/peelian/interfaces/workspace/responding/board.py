"""The board of a local policing body: reports that call for a response, responses under way, and invitations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from peelian.apps.responses.models import Response
from peelian.apps.responses.queries import (
    AwaitedResponse,
    awaited_responses,
    invited_to,
    reports_of,
    responses_of,
    standing_of,
)
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import report_address
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.responding.places import own_bodies, response_address, state_tag
from peelian.rules.periods import day_words

Cell = dict[str, Any]


@workspace_page
def responses(request: HttpRequest) -> HttpResponse:
    """Responses of the person's bodies with their clocks, and those on which the person's force may comment."""
    user, today = person(request), timezone.localdate()
    bodies = own_bodies(user)
    listed = one_page(request, responses_of(user))
    begun = {row.publication.reference for row in reports_of(user) if row.response} if bodies else set()
    waiting = [each for each in awaited_responses(today, bodies=bodies) if each.reference not in begun]
    context = {
        "bodies": bodies,
        "listed": listed,
        "columns": headings("Report", "State", "Last day", "Clock"),
        "rows": [_row(each, today) for each in listed],
        "waiting_columns": headings("Report", "Published", "Last day", ""),
        "waiting": [_waiting_row(each) for each in waiting],
        "invited_columns": headings("Report", "Asked by", "Comments by", "State"),
        "invited": [_invited_row(each) for each in invited_to(user)],
    }
    return page(request, "responding/responses.html", context)


def _row(response: Response, today: date) -> list[Cell]:
    return [
        {"text": response.title, "href": response_address(response)},
        {"html": state_tag(response.state)},
        {"text": day_words(response.due) if response.due else "No fixed day"},
        {"text": standing_of(response, today).words},
    ]


def _waiting_row(each: AwaitedResponse) -> list[Cell]:
    return [
        {"text": each.title, "href": report_address(each.reference)},
        {"text": day_words(each.published_on)},
        {"text": day_words(each.due) if each.due else "No fixed day"},
        {"text": "Open a response", "href": f"{reverse('workspace:response_open')}?report={each.reference}"},
    ]


def _invited_row(response: Response) -> list[Cell]:
    return [
        {"text": response.title, "href": reverse("workspace:response_comment", args=[response.pk])},
        {"text": response.body.name},
        {"text": day_words(response.comments_due) if response.comments_due else None},
        {"text": "Comments written" if response.force_response else "Waits for comments"},
    ]
