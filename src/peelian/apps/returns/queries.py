"""Collections and how complete they are."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.organisations.access import Viewer
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.rules.returns_status import ReturnsStatus, returns_status


def collections(user: Viewer) -> QuerySet[Collection]:
    """Collections that the user may see, latest first."""
    return Collection.objects.visible_to(user)


def replies(user: Viewer, collection: Collection) -> QuerySet[CollectionReply]:
    """Replies to a collection that the user may see, by force: all for the inspectorate, its own for a force."""
    found = CollectionReply.objects.visible_to(user).filter(collection=collection)
    return found.select_related("force", "collection")


def collection_status(user: Viewer, collection: Collection) -> ReturnsStatus:
    """How complete a collection is, by the names of forces, as far as the user may see its replies."""
    asked: list[str] = []
    answered: list[str] = []
    unable: dict[str, str] = {}
    for reply in replies(user, collection):
        asked.append(reply.force.name)
        if reply.state == CollectionReply.State.ANSWERED:
            answered.append(reply.force.name)
        elif reply.state == CollectionReply.State.UNABLE:
            unable[reply.force.name] = reply.reason
    return returns_status(asked, answered, unable)


def exclusions(collection: Collection) -> dict[str, str]:
    """Slugs of the forces that could not supply, each with its reason, for the notes under figures."""
    rows = collection.replies.filter(state=CollectionReply.State.UNABLE).order_by("force__slug")
    return dict(rows.values_list("force__slug", "reason"))
