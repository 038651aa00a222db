"""The scrutiny programme of a local policing body, each item with the force's latest word on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Case, QuerySet, Value, When

from peelian.apps.actions.models import Update
from peelian.apps.actions.queries import Freshness, agreed_intervals, freshness
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import Viewer, forces_of
from peelian.apps.responses.models import (
    FundedInitiative,
    Opportunity,
    PlanPriority,
    ScrutinyItem,
)
from peelian.apps.responses.queries.standing import late_words
from peelian.rules.clocks import Precision, last_due_day
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class Followed:
    """An item of the programme, the force's latest update on it, and whether one is overdue.

    Two clocks run on updates: `overdue` is that of the body, `news` that of the inspectorate.
    """

    scrutiny: ScrutinyItem
    update: Update | None
    overdue: bool
    news: Freshness
    item_days_late: int

    @property
    def item_words(self) -> str:
        """How the item itself stands: its state, by when it is to be done, and how late it is."""
        item = self.scrutiny.item
        if item.state != Item.State.OPEN:
            return item.get_state_display()
        late = f", {late_words(self.item_days_late)}" if self.item_days_late else ""
        return f"{item.get_state_display()}. {item.deadline_words}{late}"

    @property
    def news_words(self) -> str:
        """By when the force owes the inspectorate an update, and how late that is."""
        if self.news.next_due is None:
            return "None due"
        late = f", {late_words(self.news.days_late)}" if self.news.days_late else ""
        return f"{day_words(self.news.next_due)}{late}"


def scrutiny_of(user: Viewer) -> QuerySet[ScrutinyItem]:
    """The scrutiny programme of the user's bodies, over all reports, what is due first on top."""
    return (
        ScrutinyItem.objects.visible_to(user)
        .select_related("body", "item", "item__force", "item__inspection", "response", "meeting")
        .prefetch_related("priorities")
        .order_by("update_due", "created_at", "id")
    )


def questions_to(user: Viewer) -> QuerySet[ScrutinyItem]:
    """What local policing bodies asked of the user's own force, unanswered and what is due first on top.

    Of these rows the force reads item, question, day and answer; the rest is the body's own.
    """
    return (
        ScrutinyItem.objects.filter(item__force__in=forces_of(user), asked_on__isnull=False)
        .select_related("body", "item", "item__force")
        .annotate(
            done=Case(
                When(state=ScrutinyItem.State.OPEN, answered_on__isnull=True, then=Value(0)), default=Value(1)
            )
        )
        .order_by("done", "update_due", "created_at", "id")
    )


def unanswered(user: Viewer) -> QuerySet[ScrutinyItem]:
    """Questions to the user's own force that wait for an answer."""
    return questions_to(user).filter(state=ScrutinyItem.State.OPEN, answered_on__isnull=True)


def followed_items(user: Viewer, items: list[ScrutinyItem], today: date) -> list[Followed]:
    """Items of the programme with the latest update that the force gave on each, in three queries at most."""
    latest: dict[object, Update] = {}
    found = Update.objects.visible_to(user).filter(item__in=[each.item_id for each in items])
    for update in found.select_related("author").order_by("on", "created_at", "id"):
        latest[update.item_id] = update
    agreed = agreed_intervals([each.item for each in items])
    return [
        Followed(
            each,
            latest.get(each.item_id),
            each.state == ScrutinyItem.State.OPEN and each.update_due < today,
            freshness(each.item, agreed.get(each.item_id), today),
            _days_late(each.item, today),
        )
        for each in items
    ]


def _days_late(item: Item, today: date) -> int:
    if item.due is None or not item.stands_overdue(today):
        return 0
    return (today - last_due_day(item.due, cast(Precision, item.due_precision))).days


def items_tagged(user: Viewer, priority: PlanPriority) -> QuerySet[ScrutinyItem]:
    """Items of the programme that are tied to one priority of the plan."""
    return scrutiny_of(user).filter(priorities=priority)


def opportunities_without_result(user: Viewer) -> QuerySet[Opportunity]:
    """Opportunities of which nobody has said yet what came of them."""
    return Opportunity.objects.visible_to(user).filter(result="").order_by("area", "created_at", "id")


def funded_initiatives(user: Viewer) -> QuerySet[FundedInitiative]:
    """What the user's bodies pay for, those whose result is due first on top."""
    return FundedInitiative.objects.visible_to(user).order_by("result", "result_due", "title", "id")
