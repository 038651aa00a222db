"""What was done on one item, step by step: owners, declarations, verifications, reviews, visits, receipts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.models import (
    ClosingRequest,
    Declaration,
    DeliverableReceipt,
    FindingsLetter,
    Item,
    Ownership,
    ProgressReview,
    Revisit,
    Verification,
)
from peelian.apps.followup.parts import PART_STATES
from peelian.apps.organisations.access import Viewer
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class WorkStep:
    """One dated step of the work on an item.

    Attributes
    ----------
    lines
        Pairs of what something is and how it stands: a criterion and what shows it, a part and its state.
    evidence
        What the inspector saw, as far as the reader may see it too.
    """

    on: date
    written_at: datetime
    title: str
    person: str
    text: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()


def work_on(user: Viewer, item: Item) -> list[WorkStep]:
    """The steps that the user may read, oldest first; the number of queries does not grow with them."""
    steps = [
        *_owners(user, item),
        *_declarations(user, item),
        *_verifications(user, item),
        *_requests(user, item),
        *_reviews(user, item),
        *_revisits(user, item),
        *_receipts(user, item),
        *_letters(user, item),
    ]
    return sorted(steps, key=lambda step: (step.on, step.written_at))


def _owners(user: Viewer, item: Item) -> Iterator[WorkStep]:
    for each in Ownership.objects.visible_to(user).filter(item=item).select_related("owner", "named_by"):
        until = f" Until {day_words(each.until)}." if each.until else ""
        yield WorkStep(
            each.since, each.created_at, f"{each.owner.name} owns the item", each.named_by.name, until.strip()
        )


def _declarations(user: Viewer, item: Item) -> Iterator[WorkStep]:
    found = Declaration.objects.visible_to(user).filter(item=item).select_related("declared_by")
    for each in found.prefetch_related("evidence__criterion"):
        shown = tuple((row.criterion.text, row.text) for row in each.evidence.all() if row.criterion)
        yield WorkStep(
            each.declared_on,
            each.created_at,
            "Declared complete",
            each.declared_by.name,
            each.statement,
            shown,
        )


def _verifications(user: Viewer, item: Item) -> Iterator[WorkStep]:
    found = Verification.objects.visible_to(user).filter(item=item).select_related("inspector")
    for each in found.prefetch_related(_readable_evidence(user)):
        again = (("Look again on", day_words(each.look_again_on)),) if each.look_again_on else ()
        yield WorkStep(
            each.tested_on,
            each.created_at,
            f"{each.get_method_display()}: {each.get_result_display().lower()}",
            each.inspector.name,
            each.reasons,
            again,
            tuple(each.evidence.all()),
        )


def _requests(user: Viewer, item: Item) -> Iterator[WorkStep]:
    found = ClosingRequest.objects.visible_to(user).filter(item=item)
    for each in found.select_related("requested_by", "decided_by", "place_taken_by"):
        ending = each.get_ends_as_display()
        closes = each.ends_as == ClosingRequest.Ending.CLOSED
        title = "Closing requested" if closes else f"It is asked that the item ends: {ending.lower()}"
        place = (("In its place", each.place_taken_by.title),) if each.place_taken_by else ()
        yield WorkStep(each.requested_on, each.created_at, title, each.requested_by.name, each.reason, place)
        if each.decided_on and each.decided_by:
            refused = "Sent back to be verified" if closes else "Sent back: the item stays open"
            title = ending if each.confirmed else refused
            yield WorkStep(
                each.decided_on, each.created_at, title, each.decided_by.name, each.decision_reason
            )


def _reviews(user: Viewer, item: Item) -> Iterator[WorkStep]:
    found = ProgressReview.objects.visible_to(user).filter(item=item).select_related("reviewer")
    for each in found.prefetch_related(_readable_evidence(user)):
        parts = tuple((part["text"], PART_STATES[part["state"]]) for part in each.parts)
        again = (("Next look on", day_words(each.next_review_on)),) if each.next_review_on else ()
        yield WorkStep(
            each.reviewed_on,
            each.created_at,
            f"Review of progress: {each.get_level_display().lower()}",
            each.reviewer.name,
            each.reasons,
            parts + again,
            tuple(each.evidence.all()),
        )


def _revisits(user: Viewer, item: Item) -> Iterator[WorkStep]:
    for each in Revisit.objects.visible_to(user).filter(item=item).select_related("planned_by"):
        window = f"Revisit planned from {day_words(each.opens_on)} to {day_words(each.closes_on)}"
        yield WorkStep(each.created_at.date(), each.created_at, window, each.planned_by.name, each.reason)
        if each.done_on:
            yield WorkStep(each.done_on, each.created_at, "Revisited", each.planned_by.name, each.outcome)


def _receipts(user: Viewer, item: Item) -> Iterator[WorkStep]:
    found = DeliverableReceipt.objects.visible_to(user).filter(deliverable__item=item)
    for each in found.select_related("deliverable", "sent_by", "reviewer"):
        title = f"{each.deliverable.text}: version {each.version} came in"
        yield WorkStep(each.received_on, each.received_at, title, each.sent_by.name, each.text)
        if each.reviewed_on and each.reviewer:
            missing = tuple((part, "Missing") for part in each.missing_parts)
            result = f"{each.deliverable.text}, version {each.version}: {each.get_result_display().lower()}"
            yield WorkStep(
                each.reviewed_on, each.received_at, result, each.reviewer.name, each.reasons, missing
            )


def _letters(user: Viewer, item: Item) -> Iterator[WorkStep]:
    for each in FindingsLetter.objects.visible_to(user).filter(item=item).select_related("sent_by"):
        yield WorkStep(
            each.sent_on, each.created_at, "Result sent to the force", each.sent_by.name, each.text
        )


def _readable_evidence(user: Viewer) -> Prefetch[str, QuerySet[EvidenceItem], str]:
    return Prefetch("evidence", queryset=EvidenceItem.objects.visible_to(user).order_by("gathered_on", "pk"))
