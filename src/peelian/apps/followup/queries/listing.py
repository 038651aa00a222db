"""The list of items, page by page, in an order that stays the same while one reads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from peelian.apps.followup.models import Item, ItemQuerySet
from peelian.apps.followup.queries.words import holding
from peelian.apps.organisations.access import Viewer
from peelian.rules.errors import InvalidValueError

PAGE_SIZE = 50
ORDER = ("-immediate", "-listed_on", "id")


@dataclass(frozen=True)
class ItemFilter:
    """What a reader wants to see; an empty value asks nothing."""

    kind: str = ""
    state: str = ""
    force: str = ""
    target: str = ""
    addressee: str = ""
    source_rank: str = ""
    inspection: str = ""
    cycle: str = ""
    theme: str = ""
    origin: str = ""
    overdue_on: date | None = None
    text: str = ""


@dataclass(frozen=True)
class ItemsPage:
    """One page of items, and the cursor of the next page (empty on the last)."""

    items: tuple[Item, ...]
    next_cursor: str


def items_filtered(user: Viewer, wanted: ItemFilter) -> QuerySet[Item]:
    """Items that the user may read, narrowed; what starts at once comes first, then the newest."""
    found = narrowed(Item.objects.visible_to(user), wanted)
    return found.select_related("inspectorate", "inspection", "force", "parent", "national").order_by(*ORDER)


def latest_changes(user: Viewer, wanted: ItemFilter) -> QuerySet[Item]:
    """Items that the user may read, narrowed; what was raised or ended last comes first."""
    return items_filtered(user, wanted).order_by(Coalesce("ended_on", "listed_on").desc(), "id")


def narrowed(items: ItemQuerySet, wanted: ItemFilter) -> ItemQuerySet:
    """Those of the items that the reader wants to see."""
    columns: dict[str, Any] = {
        "kind": wanted.kind,
        "state": wanted.state,
        "force__slug": wanted.force,
        "target": wanted.target,
        "addressee": wanted.addressee,
        "source_rank": wanted.source_rank,
        "inspection__reference": wanted.inspection,
        "origin_cycle": wanted.cycle,
        "theme": wanted.theme,
        "origin": wanted.origin,
    }
    found = items.filter(**{name: value for name, value in columns.items() if value})
    if wanted.overdue_on is not None:
        found = found.filter(overdue(wanted.overdue_on), state=Item.State.OPEN)
    return holding(found, wanted.text) if wanted.text else found


def items_page(user: Viewer, wanted: ItemFilter, *, cursor: str = "", size: int = PAGE_SIZE) -> ItemsPage:
    """One page of the list; two queries whatever the number of items."""
    found = items_filtered(user, wanted).prefetch_related("deliverables")
    if cursor:
        found = found.filter(after(cursor))
    items = tuple(found[: size + 1])
    shown = items[:size]
    return ItemsPage(shown, cursor_of(shown[-1]) if len(items) > size else "")


def cursor_of(item: Item) -> str:
    """Where an item stands in the order of the list."""
    return f"{int(item.immediate)}_{item.listed_on.isoformat()}_{item.pk}"


def after(cursor: str) -> Q:
    """Those that come later in the order of the list than the item of the cursor."""
    try:
        urgent, day, key = cursor.split("_")
        immediate, listed_on, identifier = (
            {"0": False, "1": True}[urgent],
            date.fromisoformat(day),
            uuid.UUID(key),
        )
    except (ValueError, KeyError) as error:
        raise InvalidValueError(
            "invalid-value",
            f"'{cursor[:80]}' is no place in the list. Start again from the first page.",
            {"field": "cursor"},
        ) from error
    later = Q(immediate=immediate, listed_on__lt=listed_on) | Q(
        immediate=immediate, listed_on=listed_on, id__gt=identifier
    )
    return later | Q(immediate=False) if immediate else later


def overdue(today: date) -> Q:
    """Due on a day before today, or in a month before this one."""
    by_day = Q(due_precision=Item.Precision.DAY, due__lt=today)
    return by_day | Q(due_precision=Item.Precision.MONTH, due__lt=today.replace(day=1))
