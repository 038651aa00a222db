"""Reaching a collection and the reply of a force, and the frame that their pages share."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import collections_run_by
from peelian.apps.returns.queries import collections, replies
from peelian.interfaces.look.components import render_component
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.pages import person, visible_or_404

_COLOURS: dict[str, str] = {
    Collection.State.DESIGN: "grey",
    Collection.State.CONSULTATION: "yellow",
    Collection.State.AGREED: "turquoise",
    Collection.State.OPEN: "blue",
    Collection.State.CLOSED: "green",
}
_REPLY_COLOURS: dict[str, str] = {
    CollectionReply.State.OUTSTANDING: "yellow",
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
