"""What became of a force's earlier items: the ground on which a new assessment rates its response to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation


@dataclass(frozen=True)
class ItemOnDay:
    """How an item stood at the end of a day."""

    state: str
    stage: str
    progress: str


def item_on(item: Item, day: date) -> ItemOnDay | None:
    """How an item stood at the end of a day, as it was known then; None before it was written down."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    kept = item.history.filter(history_date__lt=end).order_by("-history_date", "-history_id").first()
    return ItemOnDay(kept.state, kept.stage, kept.progress) if kept else None


def earlier_items(force: Organisation, before: date) -> QuerySet[Item]:
    """Published items of a force raised before a day, whatever became of them."""
    found = Item.objects.published().filter(force=force, listed_on__lt=before)
    return found.select_related("inspection").order_by("listed_on", "position", "pk")


def response_words(inspection: Inspection) -> str:
    """One sentence on what became of the force's earlier items, for an inspector to judge by; empty without any.

    It counts, and grades nothing.
    """
    if inspection.force is None:
        return ""
    items = list(earlier_items(inspection.force, inspection.window_start))
    if not items:
        return ""
    states = Counter(item.get_state_display().lower() for item in items)
    levels = Counter(
        item.get_progress_display().lower()
        for item in items
        if item.state == Item.State.OPEN and item.progress
    )
    told = ", ".join(f"{count} {words}" for words, count in sorted(states.items()))
    open_words = "; of the open ones, " + ", ".join(
        f"{count} with {words}" for words, count in sorted(levels.items())
    )
    return f"Of {len(items)} earlier items: {told}{open_words if levels else ''}."
