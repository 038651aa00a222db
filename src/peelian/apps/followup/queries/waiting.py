"""What waits for an inspectorate: declarations, requests to close, deliverables, and days to look again."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from peelian.apps.followup.models import (
    AskingProposal,
    ClosingRequest,
    Declaration,
    DeliverableReceipt,
    Item,
    ProgressReview,
    Revisit,
    Verification,
)
from peelian.apps.organisations.access import Viewer, staffed_inspectorates

Stage = Item.Stage


def items_declared(user: Viewer) -> QuerySet[Item]:
    """Items that a force declared complete and nobody has taken up, the longest waiting first, as `declared_on`."""
    latest = Declaration.objects.filter(item=OuterRef("pk")).order_by("-declared_on", "-created_at")
    found = _own(user).filter(stage=Stage.DECLARED_COMPLETE)
    return found.annotate(declared_on=Subquery(latest.values("declared_on")[:1])).order_by(
        "declared_on", "pk"
    )


def items_under_test(user: Viewer) -> QuerySet[Item]:
    """Items whose evidence is being verified."""
    return _own(user).filter(stage=Stage.UNDER_TEST).order_by("listed_on", "pk")


def closings_to_decide(user: Viewer) -> QuerySet[ClosingRequest]:
    """Requests to close that wait for a second person; those of the user are for somebody else."""
    found = ClosingRequest.objects.visible_to(user).filter(
        confirmed__isnull=True, item__inspectorate__in=staffed_inspectorates(user)
    )
    return found.select_related("item__force", "requested_by").order_by("requested_on", "pk")


def askings_waiting(user: Viewer) -> QuerySet[AskingProposal]:
    """Proposals to ask forces that stood out on which nobody has decided; those of the user are for somebody else."""
    found = AskingProposal.objects.visible_to(user).waiting()
    return found.select_related("run", "proposed_by").order_by("proposed_on", "created_at", "pk")


def receipts_to_review(user: Viewer) -> QuerySet[DeliverableReceipt]:
    """Versions of deliverables without a result, of which no later version came in."""
    later = DeliverableReceipt.objects.filter(
        deliverable=OuterRef("deliverable"), version__gt=OuterRef("version")
    )
    found = DeliverableReceipt.objects.visible_to(user).filter(
        ~Exists(later),
        result="",
        deliverable__item__state=Item.State.OPEN,
        deliverable__item__inspectorate__in=staffed_inspectorates(user),
    )
    return found.select_related("deliverable__item__force", "sent_by").order_by("received_on", "pk")


def looks_due(user: Viewer, today: date) -> QuerySet[Item]:
    """Open items whose day to look again has come, and that nobody has looked at since; the oldest day first.

    The day is the one set by the latest review of progress or, where that is later, by the latest verification.
    Each item carries it as `look_on`.
    """
    reviews = ProgressReview.objects.filter(item=OuterRef("pk")).order_by("-reviewed_on", "-created_at")
    tests = Verification.objects.filter(item=OuterRef("pk")).order_by("-tested_on", "-created_at")
    found = _own(user).annotate(
        reviewed=Subquery(reviews.values("reviewed_on")[:1]),
        next_review=Subquery(reviews.values("next_review_on")[:1]),
        tested=Subquery(tests.values("tested_on")[:1]),
        look_again=Subquery(tests.values("look_again_on")[:1]),
    )
    by_review = Q(next_review__lte=today) & (Q(tested__isnull=True) | Q(tested__lte=F("reviewed")))
    by_test = Q(look_again__lte=today) & (Q(reviewed__isnull=True) | Q(reviewed__lt=F("tested")))
    return found.filter(by_review | by_test).order_by("listed_on", "pk")


def revisits_to_make(user: Viewer) -> QuerySet[Revisit]:
    """Visits planned and not made, the window that closes first at the top."""
    found = Revisit.objects.visible_to(user).filter(
        done_on__isnull=True,
        item__state=Item.State.OPEN,
        item__inspectorate__in=staffed_inspectorates(user),
    )
    return found.select_related("item__force").order_by("closes_on", "opens_on", "pk")


def _own(user: Viewer) -> QuerySet[Item]:
    return Item.objects.filter(
        state=Item.State.OPEN, inspectorate__in=staffed_inspectorates(user)
    ).select_related("force", "inspection")
