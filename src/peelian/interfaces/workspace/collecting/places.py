"""Reaching a collection and the reply of a force, and the frame that their pages share."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cache
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.organisations.access import forces_of
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import can_run_collection, collections_run_by
from peelian.apps.returns.queries import collections, replies
from peelian.interfaces.look.components import render_component
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.pages import person, visible_or_404
from peelian.rules.periods import day_words

_COLOURS: dict[str, str] = {
    Collection.State.DESIGN: "grey",
    Collection.State.CONSULTATION: "yellow",
    Collection.State.AGREED: "turquoise",
    Collection.State.OPEN: "blue",
    Collection.State.CLOSED: "green",
}
_REPLY_COLOURS: dict[str, str] = {
    CollectionReply.State.OUTSTANDING: "light-blue",
    CollectionReply.State.ANSWERED: "green",
    CollectionReply.State.UNABLE: "grey",
}


@cache
def collection_tag(state: str) -> SafeString:
    """The state of a collection in words, in a tag whose colour only repeats them."""
    return render_component(
        "tag", {"text": Collection.State(state).label, "classes": f"govuk-tag--{_COLOURS[state]}"}
    )


@cache
def reply_tag(state: str) -> SafeString:
    """The state of a reply, in the same way."""
    return render_component(
        "tag", {"text": CollectionReply.State(state).label, "classes": f"govuk-tag--{_REPLY_COLOURS[state]}"}
    )


def collection_of(request: HttpRequest, collection_id: uuid.UUID) -> Collection:
    """A collection that the person may see."""
    found = collections(person(request)).select_related("inspectorate")
    return visible_or_404(found, pk=collection_id)


def run_collection(request: HttpRequest, collection_id: uuid.UUID, **lookup: Any) -> Collection:
    """A collection that the person runs, in the state that a step needs."""
    found = collections_run_by(person(request)).select_related("inspectorate")
    return visible_or_404(found, pk=collection_id, **lookup)


def past_state(request: HttpRequest, found: Collection, state: str) -> HttpResponse | None:
    """Lead a page of one state, opened or sent when the collection has left it, to the collection."""
    return None if found.state == state else told_as_it_is(request, found)


def told_as_it_is(request: HttpRequest, found: Collection) -> HttpResponse:
    """Lead to the collection, saying where it stands."""
    words = {
        Collection.State.DESIGN: "is being designed. It is put to the forces before it is agreed and opened.",
        Collection.State.CONSULTATION: "is out for consultation. Take it back into design to change it.",
        Collection.State.AGREED: f"is agreed already, since {_day(found.agreed_on)}.",
        Collection.State.OPEN: f"is open already, since {_day(found.opened_on)}.",
        Collection.State.CLOSED: f"is closed already, since {_day(found.closed_on)}. Nothing in it changes any more.",
    }
    messages.info(request, f"{found.title} {words[Collection.State(found.state)]}")
    return redirect(collection_address(found))


def reply_to_change(
    request: HttpRequest, allowed: QuerySet[CollectionReply], collection_id: uuid.UUID, slug: str
) -> CollectionReply | HttpResponse:
    """A reply among those that the person may change; once the collection is closed, the way to it as it stands."""
    changed = allowed.filter(collection=collection_id, force__slug=slug)
    reply = changed.select_related("force", "collection__inspectorate").first()
    return reply or told_closed(request, collection_id, slug)


def told_closed(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Lead to the reply of a force to a closed collection, and say that it is closed."""
    reply = reply_of(request, collection_id, slug)
    user = person(request)
    concerned = reply.force_id in forces_of(user) or can_run_collection(user, reply.collection)
    if not (concerned and reply.collection.is_closed):
        raise Http404
    messages.info(
        request,
        f"{reply.collection.title} is closed already, since {_day(reply.collection.closed_on)}: nothing was saved, and "
        "nothing in it changes any more.",
    )
    return redirect(reply_address(reply))


def _day(day: date | None) -> str:
    return day_words(day) if day else "a day that is not recorded"


def reply_of(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> CollectionReply:
    """The reply of one force that the person may see."""
    found = replies(person(request), collection_of(request, collection_id))
    return visible_or_404(found.select_related("force", "collection__inspectorate"), force__slug=slug)


def collection_frame(collection: Collection, *trail: tuple[str, str]) -> dict[str, Any]:
    """The trail above a page of a collection; the last step of it is the page itself."""
    steps = [
        ("Collections", workspace_address("collections")),
        (collection.title, collection_address(collection)),
    ]
    steps += trail
    steps[-1] = (steps[-1][0], "")
    return {
        "collection": collection,
        "crumbs": {
            "items": [{"text": text, "href": href} if href else {"text": text} for text, href in steps],
        },
        "demonstration": collection.is_demonstration,
    }


def reply_frame(reply: CollectionReply, *trail: tuple[str, str]) -> dict[str, Any]:
    """The trail above a page of one force's reply."""
    own = (reply.force.name, reply_address(reply))
    return {**collection_frame(reply.collection, own, *trail), "reply": reply}


def collection_address(collection: Collection, name: str = "collection") -> str:
    """Address of a page of a collection."""
    return reverse(f"workspace:{name}", args=[collection.pk])


def reply_address(reply: CollectionReply, name: str = "collection_return", **arguments: Any) -> str:
    """Address of a page of one force's reply."""
    places = {"collection_id": reply.collection_id, "slug": reply.force.slug}
    return reverse(f"workspace:{name}", kwargs={**places, **arguments})
