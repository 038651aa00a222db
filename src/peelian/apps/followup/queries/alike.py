"""Items that may ask the same as another: suggested by their words, until a person has decided."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from peelian.apps.followup.models import ComparedPair, Item, ItemLink
from peelian.apps.organisations.access import Viewer
from peelian.rules.alikeness import most_alike

MOST_COMPARED = 2000


@dataclass(frozen=True)
class AlikeItem:
    """An item that looks like another, and how much, in percent."""

    item: Item
    likeness_percent: int


def alike_items(user: Viewer, item: Item) -> list[AlikeItem]:
    """Published items of the same addressee that look like this one, the likest first.

    Items that are linked already, or were compared by a person, are left out. The latest items are compared,
    up to a bound, so that the work stays the same however large the register is.
    """
    candidates = (
        Item.objects.visible_to(user)
        .published()
        .filter(inspectorate=item.inspectorate_id, force=item.force_id, addressee=item.addressee)
        .exclude(pk__in=_settled(item))
        .order_by("-listed_on", "id")
    )
    texts = {
        key: f"{title} {text}"
        for key, title, text in candidates.values_list("pk", "title", "text")[:MOST_COMPARED]
    }
    likest = most_alike(f"{item.title} {item.text}", texts)
    found = Item.objects.select_related("force", "inspection").in_bulk([key for key, _ in likest])
    return [AlikeItem(found[key], round(100 * likeness)) for key, likeness in likest]


def _settled(item: Item) -> set[UUID]:
    """The item itself, those linked with it, and those that a person compared with it."""
    links = ItemLink.objects.filter(Q(later=item) | Q(earlier=item)).values_list("later_id", "earlier_id")
    pairs = ComparedPair.objects.filter(Q(first=item) | Q(second=item)).values_list("first_id", "second_id")
    return {item.pk} | {end for pair in (*links, *pairs) for end in pair}
