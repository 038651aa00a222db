"""How complete a collection is, force by force, and what it cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.apps.returns.models import Collection, CollectionReply, SignOff, ValidationQuestion
from peelian.rules.returns_status import ReturnsStatus, returns_status


@dataclass(frozen=True)
class BoardRow:
    """One force on the board: its reply, the rounds that it signed off, and the questions without an answer."""

    reply: CollectionReply
    signed_rounds: tuple[int, ...]
    open_questions: int
    is_late: bool


@dataclass(frozen=True)
class Burden:
    """What a collection cost the forces: the estimate for one force, and the hours that they told."""

    estimate: Decimal | None
    told: Decimal
    forces: int


def collections(user: Viewer) -> QuerySet[Collection]:
    """Collections that the user may see, latest first."""
    return Collection.objects.visible_to(user)


def concerns_answers(user: Viewer, collection: Collection) -> bool:
    """Whether the user is of the inspectorate that asks, or of a force that is asked."""
    return Collection.objects.answered_by(user).filter(pk=collection.pk).exists()


def replies(user: Viewer, collection: Collection) -> QuerySet[CollectionReply]:
    """Replies to a collection that the user may see, by force: all for the inspectorate, its own for a force."""
    found = CollectionReply.objects.visible_to(user).filter(collection=collection)
    return found.select_related("force", "collection")


def collection_status(user: Viewer, collection: Collection) -> ReturnsStatus:
    """How complete a collection is, as far as the user may see its replies; a force out of scope owes one too."""
    return _status(replies(user, collection))


def status_of_all(collection: Collection) -> ReturnsStatus:
    """How complete a collection is over every force that was asked, whoever looks."""
    return _status(collection.replies.select_related("force"))


def forces_asked(collection: Collection) -> QuerySet[Organisation]:
    """The forces that a collection names, or every force in scope; by name."""
    named = collection.forces.order_by("name")
    return named if named.exists() else forces_in_scope().order_by("name")


def out_of_scope_replies(user: Viewer, collection: Collection) -> list[CollectionReply]:
    """Replies of forces that no total counts, such as the British Transport Police."""
    return [reply for reply in replies(user, collection) if not reply.force.in_scope]


def board(user: Viewer, collection: Collection) -> list[BoardRow]:
    """Every force that the user may see on the board of a collection."""
    signed: dict[int, list[int]] = defaultdict(list)
    visible = SignOff.objects.visible_to(user).filter(version__reply__collection=collection)
    for reply, number in visible.order_by("round").values_list("version__reply", "round").distinct():
        signed[reply].append(number)
    waiting = ValidationQuestion.objects.visible_to(user).filter(reply__collection=collection, answer="")
    open_questions = Counter(waiting.values_list("reply", flat=True))
    return [
        BoardRow(
            reply,
            tuple(signed[reply.pk]),
            open_questions[reply.pk],
            _is_late(collection, reply),
        )
        for reply in replies(user, collection)
    ]


def burden(collection: Collection) -> Burden:
    """The hours that forces told when they signed off, added up."""
    told = SignOff.objects.filter(version__reply__collection=collection).aggregate(
        hours=Sum("hours"), forces=Count("version__reply", distinct=True)
    )
    return Burden(collection.burden_estimate_hours, told["hours"] or Decimal(0), told["forces"])


def exclusions(collection: Collection) -> dict[str, str]:
    """Slugs of the forces that could not supply, each with its reason, for the notes under figures."""
    rows = collection.replies.filter(state=CollectionReply.State.UNABLE).order_by("force__slug")
    return dict(rows.values_list("force__slug", "reason"))


def _status(found: Iterable[CollectionReply]) -> ReturnsStatus:
    names = {reply.force.name: reply for reply in found}
    answered = {name for name, reply in names.items() if reply.state == CollectionReply.State.ANSWERED}
    unable = {
        name: reply.reason for name, reply in names.items() if reply.state == CollectionReply.State.UNABLE
    }
    return returns_status(list(names), answered, unable)


def _is_late(collection: Collection, reply: CollectionReply) -> bool:
    """Whether the first answer came after the last day."""
    if collection.closes_on is None or reply.answered_on is None:
        return False
    return reply.answered_on > collection.closes_on
