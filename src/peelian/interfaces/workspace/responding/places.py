"""Reaching a response or a thing of the scrutiny programme, and the frame that their pages share."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.accounts.models import User
from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import BODY_ROLES, Response, ResponseCopy, ScrutinyItem
from peelian.apps.responses.queries import invited_to, state_words
from peelian.interfaces.look.components import render_component
from peelian.interfaces.workspace.pages import person, visible_or_404
from peelian.rules.periods import day_words

_COLOURS: dict[str, str] = {
    Response.State.DRAFT: "grey",
    Response.State.SIGNED_OFF: "blue",
    Response.State.PUBLISHED: "green",
    Response.State.WITHDRAWN: "grey",
    ScrutinyItem.State.OPEN: "blue",
    ScrutinyItem.State.ANSWERED: "turquoise",
    ScrutinyItem.State.ENDED: "grey",
}


@cache
def state_tag(state: str) -> SafeString:
    """A state in words, in a tag whose colour only repeats them."""
    label = dict([*Response.State.choices, *ScrutinyItem.State.choices])[state]
    return render_component("tag", {"text": label, "classes": f"govuk-tag--{_COLOURS[state]}"})


def own_bodies(user: User) -> list[Organisation]:
    """The local policing bodies for which the person works, by name."""
    found = Organisation.objects.filter(
        pk__in=organisations_with_role(user, *BODY_ROLES), oversees__isnull=False
    )
    return list(found.select_related("oversees").order_by("name", "id"))


def response_of(request: HttpRequest, response_id: uuid.UUID) -> Response:
    """A response that the person may read whole: one of the person's own body."""
    found = Response.objects.drafts_visible_to(person(request)).select_related("body", "force")
    return visible_or_404(found, pk=response_id)


def invitation_of(request: HttpRequest, response_id: uuid.UUID) -> Response:
    """A response on which the person's force was invited to comment, whatever became of it since."""
    return visible_or_404(invited_to(person(request)), pk=response_id)


def past_drafting(request: HttpRequest, response: Response) -> HttpResponse | None:
    """Lead a page of a draft, opened or sent when it is one no more, to the response, and say what became of it."""
    if response.state == Response.State.DRAFT:
        return None
    return told_as_it_is(request, response)


def told_as_it_is(request: HttpRequest, response: Response) -> HttpResponse:
    """Lead to the response, saying where it has come to."""
    if response.state == Response.State.DRAFT:
        words = "This response is a draft. The commissioner signs it off before it is published."
    else:
        words = f"This response was {state_words(response)} already. Here it is."
    messages.info(request, words)
    return redirect(response_address(response))


def scrutiny_of_body(request: HttpRequest, scrutiny_id: uuid.UUID) -> ScrutinyItem:
    """An item of the scrutiny programme of the person's body."""
    found = ScrutinyItem.objects.visible_to(person(request)).select_related(
        "body", "item", "item__force", "meeting", "response", "answered_by"
    )
    chosen: ScrutinyItem = visible_or_404(found, pk=scrutiny_id)
    return chosen


def last_day_words(response: Response) -> str:
    """The last day of a response as a sentence, or that the rule of the time fixed none."""
    words = response.due_words.rstrip(".")
    return f"Its last day: {words}." if response.due else f"It has {words or 'no fixed day'}."


def after_last_day_words(response: Response) -> str:
    """That comments were invited beyond the last day of the response; nothing where they come before it."""
    due, by = response.due, response.comments_due
    if due is None or by is None or by <= due:
        return ""
    return f"That lies after the last day of the response, {day_words(due)}: waiting for the comments makes it later."


def recipient_words(copy: ResponseCopy) -> str:
    """Who received a copy, as it stands within a sentence: "the inspectorate"."""
    name: str = copy.get_recipient_display()
    return f"{name[:1].lower()}{name[1:]}"


def response_address(response: Response) -> str:
    return reverse("workspace:response", args=[response.pk])


def response_frame(response: Response, *trail: str) -> dict[str, Any]:
    """The trail above a page of a response."""
    steps = [("Responses", reverse("workspace:responses")), (response.title, response_address(response))]
    return {
        "response": response,
        "crumbs": crumbs([*steps, *((text, "") for text in trail)]),
        "cancel": response_address(response),
    }


def programme_frame(*trail: tuple[str, str]) -> dict[str, Any]:
    """The trail above a page of the scrutiny programme."""
    steps = [("Scrutiny programme", reverse("workspace:scrutiny")), *trail]
    return {"crumbs": crumbs(steps), "cancel": steps[-2][1] if len(steps) > 1 else steps[0][1]}


def crumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """A trail whose last step is the page itself."""
    shown = [{"text": text, "href": href} if href else {"text": text} for text, href in steps[:-1]]
    return {"items": [*shown, {"text": steps[-1][0]}]}
