"""The story of a matter over the rounds: an item, what it goes back to, and what took it up."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.organisations.access import Viewer


@dataclass(frozen=True)
class StoryEntry:
    """One item of the story, and how it takes up earlier ones."""

    item: Item
    takes_up: tuple[ItemLink, ...]


def item_story(user: Viewer, item: Item) -> list[StoryEntry]:
    """Every item linked with this one, directly or through others, oldest first; drafts only for their readers."""
    links = _links_around(item.pk)
    members = {item.pk} | {link.later_id for link in links} | {link.earlier_id for link in links}
    visible = Item.objects.visible_to(user).filter(pk__in=members).select_related("inspection", "force")
    shown = {each.pk: each for each in visible}
    return [
        StoryEntry(
            each, tuple(link for link in links if link.later_id == each.pk and link.earlier_id in shown)
        )
        for each in sorted(shown.values(), key=lambda one: (one.raised_on or one.listed_on, one.created_at))
    ]


def _links_around(start: UUID) -> list[ItemLink]:
    """All links of the chain that an item belongs to, one query for each step away from it."""
    found: dict[int, ItemLink] = {}
    reached, step = {start}, {start}
    while step:
        links = [
            *ItemLink.objects.filter(later__in=step).select_related("earlier", "later"),
            *ItemLink.objects.filter(earlier__in=step).select_related("earlier", "later"),
        ]
        found |= {link.pk: link for link in links}
        ends = {end for link in links for end in (link.later_id, link.earlier_id)}
        step = ends - reached
        reached |= step
    return list(found.values())
