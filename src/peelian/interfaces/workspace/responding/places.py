"""Reaching a response or a thing of the scrutiny programme, and the frame that their pages share."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.accounts.models import User
from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import BODY_ROLES, Response, ScrutinyItem
from peelian.apps.responses.policies import responses_commentable_by
from peelian.interfaces.look.components import render_component
from peelian.interfaces.workspace.pages import person, visible_or_404

_COLOURS: dict[str, str] = {
    Response.State.DRAFT: "grey",
    Response.State.SIGNED_OFF: "blue",
    Response.State.PUBLISHED: "green",
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
    """A draft on which the person, as chief officer, may comment."""
    found = responses_commentable_by(person(request)).select_related("body", "force")
    return visible_or_404(found, pk=response_id)


def scrutiny_of_body(request: HttpRequest, scrutiny_id: uuid.UUID) -> ScrutinyItem:
    """An item of the scrutiny programme of the person's body."""
    found = ScrutinyItem.objects.visible_to(person(request)).select_related(
        "body", "item", "item__force", "meeting", "response"
    )
    chosen: ScrutinyItem = visible_or_404(found, pk=scrutiny_id)
    return chosen


def response_address(response: Response) -> str:
    return reverse("workspace:response", args=[response.pk])


def response_frame(response: Response, *trail: str) -> dict[str, Any]:
    """The trail above a page of a response."""
    steps = [("Responses", reverse("workspace:responses")), (response.title, response_address(response))]
    return {
        "response": response,
        "crumbs": _crumbs([*steps, *((text, "") for text in trail)]),
        "cancel": response_address(response),
        "demonstration": response.demonstration,
    }


def programme_frame(*trail: tuple[str, str]) -> dict[str, Any]:
    """The trail above a page of the scrutiny programme."""
    steps = [("Scrutiny programme", reverse("workspace:scrutiny")), *trail]
    return {"crumbs": _crumbs(steps), "cancel": steps[-2][1] if len(steps) > 1 else steps[0][1]}


def _crumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """A trail whose last step is the page itself."""
    shown = [{"text": text, "href": href} if href else {"text": text} for text, href in steps[:-1]]
    return {"items": [*shown, {"text": steps[-1][0]}], "collapseOnMobile": True}
