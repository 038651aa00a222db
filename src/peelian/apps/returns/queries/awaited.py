"""What a force still owes to an open collection: its return, an answer, or the sign-off that a round asks for."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from peelian.apps.organisations.access import Viewer, forces_of
from peelian.apps.returns.models import (
    Collection,
    CollectionReply,
    Return,
    SignOff,
    ValidationQuestion,
    ValidationRound,
)
from peelian.apps.returns.rounds import sign_off_by


def awaited_replies() -> QuerySet[CollectionReply]:
    """Replies to open collections for which something waits, whoever looks.

    A return has to come; its latest version has to be signed off in the present round; or a question that was asked
    after the sign-off has no answer. A question that was found in a value is settled by the sign-off. Each reply tells
    `round_number`, `latest_number` (None before the first version), `is_unsigned` and `is_asked`.
    """
    rounds = ValidationRound.objects.filter(collection=OuterRef("collection")).order_by("-number")
    versions = Return.objects.filter(reply=OuterRef("pk")).order_by("-number")
    signed = SignOff.objects.filter(
        version__reply=OuterRef("pk"),
        version__number=OuterRef("latest_number"),
        round=OuterRef("round_number"),
    )
    asked = ValidationQuestion.objects.filter(reply=OuterRef("pk"), answer="")
    told = CollectionReply.objects.filter(collection__state=Collection.State.OPEN).annotate(
        round_number=Coalesce(Subquery(rounds.values("number")[:1]), Value(0)),
        round_opened_on=Subquery(rounds.values("opened_on")[:1]),
        latest_number=Subquery(versions.values("number")[:1]),
    )
    told = told.annotate(
        is_unsigned=Q(latest_number__isnull=False) & ~Exists(signed),
        is_asked=Exists(asked.filter(kind=ValidationQuestion.Kind.ASKED)),
        has_questions=Exists(asked),
    )
    return told.exclude(state=CollectionReply.State.UNABLE).filter(
        Q(state=CollectionReply.State.OUTSTANDING) | Q(is_unsigned=True) | Q(is_asked=True)
    )


def replies_awaited_from(user: Viewer) -> QuerySet[CollectionReply]:
    """Replies for which something waits from the user's forces, the earliest last day first."""
    found = awaited_replies().filter(force__in=forces_of(user)).select_related("collection", "force")
    return found.order_by(F("collection__closes_on").asc(nulls_last=True), "pk")


def awaited_words(reply: CollectionReply) -> str:
    """What a force does next about a reply out of `awaited_replies`."""
    told = vars(reply)
    latest, number = told["latest_number"], told["round_number"]
    outstanding = reply.state == CollectionReply.State.OUTSTANDING
    if outstanding:
        return "Send the return" if latest is None else f"Mend or sign off version {latest}"
    if told["is_unsigned"]:
        where = f"version {latest}, round {number}" if number else f"version {latest}"
        return f"Answer or mend, then sign off {where}" if told["has_questions"] else f"Sign off {where}"
    return "Answer the question"


def awaited_by(reply: CollectionReply) -> date | None:
    """The last day of what waits about a reply out of `awaited_replies`; None where the collection has none."""
    closes_on = reply.collection.closes_on
    if closes_on is None or reply.state == CollectionReply.State.OUTSTANDING:
        return closes_on
    return sign_off_by(closes_on, vars(reply)["round_opened_on"])
