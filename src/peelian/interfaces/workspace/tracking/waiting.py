"""What waits for a person among items: what they own, what their force has open, what an inspectorate has to verify."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.queries.standing import stale_items
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.policies import askings_decidable_by
from peelian.apps.followup.queries.listing import overdue
from peelian.apps.followup.queries.register import MINE, NOBODY, OVERDUE
from peelian.apps.followup.queries.waiting import closings_to_decide, items_declared, receipts_to_review
from peelian.apps.organisations.access import forces_of
from peelian.interfaces.workspace.addresses import item_address, open_items_address, workspace_address
from peelian.interfaces.workspace.inspecting.sections import SHOWN, Cell, Section
from peelian.interfaces.workspace.tracking.filters import STALE
from peelian.rules.periods import day_words

COLUMNS = ("Item", "Kind", "Due")


def owned_items(user: User) -> Iterator[Section]:
    """The open items that the person owns, the nearest date first; nothing where there are none."""
    current = Ownership.objects.filter(owner=user, until__isnull=True)
    found = Item.objects.filter(state=Item.State.OPEN, pk__in=current.values("item"))
    listed = list(_nearest_first(found)[:SHOWN])
    if listed:
        more = [("All items that you own", _register(owner=MINE))]
        yield Section("owned-items", "Items that you own", COLUMNS, _rows(user, listed), "", more)


def open_items(user: User, forces: list[uuid.UUID], title: str) -> Section:
    """The open items of forces with the nearest dates first, and how many are late, unowned or without news."""
    today = timezone.localdate()
    items = Item.objects.published().filter(force__in=forces, state=Item.State.OPEN)
    counts = items.aggregate(open=Count("pk"), late=Count("pk", filter=overdue(today)))
    more = [("Register: every item, with filters and files", _register())]
    more += _counted("overdue", counts["late"], _register(due=OVERDUE))
    more += _counted("without recent news", stale_items(items, today).count(), _register(news=STALE))
    if set(forces) <= set(forces_of(user)):
        unowned = items.exclude(pk__in=Ownership.objects.filter(until__isnull=True).values("item"))
        more += _counted("without an owner", unowned.count(), _register(owner=NOBODY))
    listed = list(_nearest_first(items)[:SHOWN])
    slugs = sorted({item.force.slug for item in listed if item.force})
    more += [(f"{counts['open']} open in the public register", open_items_address(slug)) for slug in slugs]
    return Section("items", title, COLUMNS, _rows(user, listed), "Nothing is open.", more)


def items_to_verify(user: User) -> Iterator[Section]:
    """What forces declared, handed in or wait to see closed by a second person; nothing where nothing waits."""
    lists: dict[str, tuple[str, QuerySet[Any]]] = {
        "declared": ("Declared complete by a force", items_declared(user)),
        "closing": ("Closing asked for by a colleague", closings_to_decide(user).exclude(requested_by=user)),
        "deliverables": ("Handed in and not read yet", receipts_to_review(user)),
        "asking": ("Forces that a colleague proposes to ask", askings_decidable_by(user)),
    }
    counted = {name: found.order_by().count() for name, (_, found) in lists.items()}
    places = {name: f"{reverse('workspace:items_waiting')}?list={name}" for name in lists}
    places["asking"] = reverse("workspace:national_items")
    rows: list[list[Cell]] = [
        [{"text": words, "href": places[name]}, {"text": counted[name], "numeric": True}]
        for name, (words, _) in lists.items()
        if counted[name]
    ]
    if rows:
        more = [("Everything that waits", reverse("workspace:items_waiting")), ("Register", _register())]
        yield Section(
            "items-to-verify", "Items that wait for the inspectorate", ("What waits", "Items"), rows, "", more
        )


def _nearest_first(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("force").order_by(
        "-immediate", F("due").asc(nulls_last=True), "-raised_on", "pk"
    )


def _rows(user: User, items: list[Item]) -> list[list[Cell]]:
    own, today = set(forces_of(user)), timezone.localdate()
    return [
        [
            {
                "text": item.title,
                "href": workspace_address("followed_item", item_id=item.pk)
                if item.force_id in own
                else item_address(item.pk),
            },
            {"text": item.get_kind_display()},
            {"text": _due_words(item, today)},
        ]
        for item in items
    ]


def _due_words(item: Item, today: date) -> str | None:
    if item.due is None:
        return "At once" if item.immediate else None
    by_month = item.due_precision == Item.Precision.MONTH
    words = f"{item.due:%B %Y}" if by_month else day_words(item.due)
    last = today.replace(day=1) if by_month else today
    return f"{words}, overdue" if item.due < last else words


def _counted(words: str, count: int, address: str) -> list[tuple[str, str]]:
    return [(f"{count} {words}", address)] if count else []


def _register(**wanted: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return f"{reverse('workspace:register')}{f'?{query}' if query else ''}"
