"""The returns that stand: of each force the latest version that it signed off."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from peelian.apps.organisations.access import Viewer
from peelian.apps.returns.models import Collection, CollectionReply, Return, SignOff


@dataclass(frozen=True)
class MissingSignOff:
    """A round in which a force that has answered did not sign its return off."""

    force: str
    round: int


def standing_return(reply: CollectionReply) -> Return | None:
    """The latest version that the force signed off; None before its first sign-off."""
    return reply.returns.signed().first()


def standing_returns(collection: Collection) -> list[Return]:
    """The version that stands of each force that answered, by name of force; forces named as unable have none."""
    found = _standing(Return.objects.filter(reply__collection=collection))
    return list(found.exclude(reply__state=CollectionReply.State.UNABLE))


def shared_returns(user: Viewer, collection: Collection) -> QuerySet[Return]:
    """What the user may read of the returns that stand: all once a collection is closed, before that its own."""
    return _standing(Return.objects.visible_to(user).filter(reply__collection=collection))


def missing_sign_offs(collection: Collection) -> list[MissingSignOff]:
    """Every round in which a force that has answered did not sign off, by name of force."""
    rounds = list(collection.rounds.values_list("number", flat=True))
    answered = collection.replies.filter(state=CollectionReply.State.ANSWERED).select_related("force")
    signed = set(
        SignOff.objects.filter(version__reply__collection=collection).values_list("version__reply", "round")
    )
    return [
        MissingSignOff(reply.force.name, number)
        for reply in answered
        for number in rounds
        if (reply.pk, number) not in signed
    ]


def _standing(versions: QuerySet[Return]) -> QuerySet[Return]:
    latest = Return.objects.filter(reply=OuterRef("reply")).signed().order_by("-number").values("pk")[:1]
    return (
        versions.filter(pk=Subquery(latest))
        .select_related("reply__force", "reply__collection")
        .order_by("reply__force__name")
    )
