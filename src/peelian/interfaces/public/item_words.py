"""Causes of concern, recommendations and areas for improvement as display-ready words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.queries import StoryEntry, origin_of
from peelian.interfaces.public.grade_words import as_of_words
from peelian.rendering.presenters import NOT_RECORDED, date_words, paragraphs

KINDS = {
    Item.Kind.CAUSE_OF_CONCERN: "Causes of concern",
    Item.Kind.RECOMMENDATION: "Recommendations",
    Item.Kind.AREA_FOR_IMPROVEMENT: "Areas for improvement",
}
OVERDUE = SafeString('<strong class="govuk-tag govuk-tag--red">Overdue</strong>')
LINK_WORDS = {
    ItemLink.Kind.REPEATS: "repeats",
    ItemLink.Kind.CONTINUES: "continues",
    ItemLink.Kind.SUPERSEDES: "takes the place of",
    ItemLink.Kind.REFRAMES: "puts anew",
    ItemLink.Kind.DUPLICATES: "asks the same as",
}


@dataclass(frozen=True)
class ItemLine:
    """An item in a list or at the head of its page."""

    item: Item
    kind: str
    state: str
    addressee: str
    due: str
    overdue: bool
    raised: str
    ended: str
    notes: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def due_html(self) -> SafeString:
        """By when it is to be done, marked where that day has passed and the item is open."""
        return format_html("{} {}", self.due, OVERDUE) if self.overdue else conditional_escape(self.due)


@dataclass(frozen=True)
class StoryLine:
    """An item in the story of a matter, and the earlier ones it takes up."""

    line: ItemLine
    takes_up: tuple[tuple[str, Item, str], ...]
    is_this: bool


def item_line(item: Item) -> ItemLine:
    """An item in words; what its source does not tell is said to be not recorded."""
    return ItemLine(
        item=item,
        kind=item.get_kind_display(),
        state=item.get_state_display(),
        addressee=addressee_words(item),
        due=item.deadline_words,
        overdue=item.stands_overdue(timezone.localdate()),
        raised=as_of_words(item.raised_on, item.raised_precision) or origin_words(item),
        ended=ended_words(item),
        notes=source_notes(item),
        text=paragraphs(item.text),
    )


def story_lines(item: Item, entries: list[StoryEntry]) -> list[StoryLine]:
    """The story of a matter, oldest first."""
    return [
        StoryLine(
            line=item_line(entry.item),
            takes_up=tuple(
                (LINK_WORDS[ItemLink.Kind(link.kind)], link.earlier, link.note) for link in entry.takes_up
            ),
            is_this=entry.item.pk == item.pk,
        )
        for entry in entries
    ]


def addressee_words(item: Item) -> str:
    """Whom the item asks."""
    if item.addressee_name:
        return item.addressee_name
    if item.addressee == Item.Addressee.FORCE and item.force:
        return item.force.name
    return item.get_addressee_display()


def ended_words(item: Item) -> str:
    """The day on which the item was closed, superseded or set aside; nothing while it is open."""
    if item.state == Item.State.OPEN:
        return ""
    return date_words(item.ended_on) if item.ended_on else "Day not recorded"


def origin_words(item: Item) -> str:
    origin = origin_of(item)
    return NOT_RECORDED if origin == "not-recorded" else origin


def source_notes(item: Item) -> tuple[str, ...]:
    """Doubts about the source that a reader must see."""
    notes = (
        item.get_source_rank_display() if item.source_rank != Item.SourceRank.PRIMARY else "",
        "Text missing: its source refers to it and does not contain it" if item.text_missing else "",
        ""
        if item.matched or item.text_missing
        else "Told by another source; its own text has not been found",
    )
    return tuple(note for note in notes if note)
