"""How items stand with the force: when the next update is due, and which updates have gone stale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from peelian.apps.actions.models import Action, ActionState, UpdateInterval
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.rules.periods import day_words

OWING_NEWS = {"state": Item.State.OPEN, "matched": True, "force__isnull": False}
"""The items about which a force tells: open, its own, and known by their text. The press is no text to answer."""


@dataclass(frozen=True)
class Freshness:
    """When the force last told of an item, by when it tells again, and how late that is on the day asked about."""

    told_on: date | None
    next_due: date | None
    days_late: int

    @property
    def stale(self) -> bool:
        return self.days_late > 0

    @property
    def words(self) -> str:
        """A short sentence for lists."""
        if self.next_due is None:
            return "No update due"
        told = f"Last update {day_words(self.told_on)}" if self.told_on else "No update yet"
        if self.stale:
            return f"{told}: stale, {self.days_late:,} day{'' if self.days_late == 1 else 's'} late"
        return f"{told}; next by {day_words(self.next_due)}"


def interval_of(item: Item, agreed: int | None) -> int:
    """Days between two updates: as agreed for the item, else those of the regime."""
    return agreed or regime().work_of_forces.update_every_days


def freshness(item: Item, agreed: int | None, today: date) -> Freshness:
    """Say how fresh the news of an item are; `agreed` is its own interval where it has one."""
    start = item.last_update_on or item.raised_on
    owing = item.state == Item.State.OPEN and item.matched and item.force_id is not None
    if start is None or not owing:
        return Freshness(item.last_update_on, None, 0)
    due = start + timedelta(days=interval_of(item, agreed))
    return Freshness(item.last_update_on, due, max(0, (today - due).days))


def agreed_intervals(items: Iterable[Item]) -> dict[object, int]:
    """The intervals that were agreed for items, by the item's key."""
    found = UpdateInterval.objects.filter(item__in=[item.pk for item in items])
    return dict(found.values_list("item_id", "days"))


def stale_items(items: QuerySet[Item], today: date) -> QuerySet[Item]:
    """Those open items of forces whose last update is longer ago than their interval."""
    told = items.filter(**OWING_NEWS).alias(told_on=Coalesce(F("last_update_on"), F("raised_on")))
    usual = regime().work_of_forces.update_every_days
    late = Q(update_interval__isnull=True, told_on__lt=today - timedelta(days=usual))
    for days in UpdateInterval.objects.order_by("days").values_list("days", flat=True).distinct():
        late |= Q(update_interval__days=days, told_on__lt=today - timedelta(days=days))
    return told.filter(late)


def state_on(action: Action, day: date) -> str | None:
    """The state of an action on a past day; None before it was begun."""
    held = ActionState.objects.filter(action=action, on__lte=day).order_by("on", "id").last()
    return held.state if held else None
