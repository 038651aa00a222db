"""Items as rows of the register, with what the reader may know of the work on them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection
from datetime import date
from typing import Any, cast

from django.utils.html import format_html
from django.utils.safestring import SafeString

from peelian.apps.actions.queries.standing import Freshness, agreed_intervals, freshness
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.register import RegisterPage
from peelian.apps.monitoring.queries.stages import dated_words
from peelian.interfaces.workspace.addresses import item_address, workspace_address
from peelian.interfaces.workspace.following.words import (
    clock_tag,
    origin_words,
    stage_tag,
    stale_tag,
)
from peelian.rules.clocks import Precision, due_state
from peelian.rules.periods import day_words

Cell = dict[str, Any]
ITEM, FORCE = "Item", "Force"
OTHERS = ("Kind", "Due", "How it stands")
NEWS, CHOOSE = "News", "Choose"
SOME_ITEM = uuid.UUID(int=0)


def register_columns(*, forces: bool, news: bool, choose: bool) -> list[dict[str, str]]:
    """Headings of the register.

    With the force where there are several, with the news for those who may read what forces tell, and with boxes
    where many items can be changed.
    """
    wanted = {ITEM: True, FORCE: forces, **dict.fromkeys(OTHERS, True), NEWS: news, CHOOSE: choose}
    names = [name for name, shown in wanted.items() if shown]
    return [{"text": name} for name in names]


def register_rows(
    page: RegisterPage,
    today: date,
    *,
    forces: bool = True,
    news: bool = True,
    choose: bool = False,
) -> list[list[Cell]]:
    """A row for each item under the headings of `register_columns`."""
    agreed, address = agreed_intervals(page.items), _addresses(page.worked_on)
    return [
        [
            {"html": _title(item, address(item))},
            *([{"text": _asked(item)}] if forces else []),
            {"html": _raised(item)},
            _due(item, today),
            _standing(item, item.pk in page.worked_on),
            *(
                [_news(item, freshness(item, agreed.get(item.pk), today), item.pk in page.told_of)]
                if news
                else []
            ),
            *([{"html": _box(item)}] if choose else []),
        ]
        for item in page.items
    ]


def _addresses(worked_on: Collection[uuid.UUID]) -> Callable[[Item], str]:
    """Where a reader follows an item: the page of the work, or what the public reads.

    Both addresses are looked up once, not for each of the many items.
    """
    work = workspace_address("followed_item", item_id=SOME_ITEM)
    public = item_address(SOME_ITEM)

    def address(item: Item) -> str:
        return (work if item.pk in worked_on else public).replace(str(SOME_ITEM), str(item.pk))

    return address


def _asked(item: Item) -> str:
    return item.force.name if item.force else item.addressee_name or item.get_addressee_display()


def _title(item: Item, href: str) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', href, item.title)
    at_once = item.immediate and item.due  # without a day, the deadline says so itself
    notes = [*(["At once"] if at_once else []), *([words] if (words := origin_words(item)) else [])]
    return link + format_html('<br><span class="govuk-hint">{}</span>', ". ".join(notes)) if notes else link


def _raised(item: Item) -> SafeString:
    day = dated_words(item.raised_on, item.raised_precision) if item.raised_on else ""
    told = f"Raised {day}" if day else "Date not recorded"
    return format_html('{}<br><span class="govuk-hint">{}</span>', item.get_kind_display(), told)


def _due(item: Item, today: date) -> Cell:
    """The deadline, marked where it has come on an open item."""
    state = due_state(item.due, cast(Precision, item.due_precision), today)
    if item.state != Item.State.OPEN or state not in ("due", "overdue"):
        return {"text": item.deadline_words}
    return {"html": format_html("{} {}", item.deadline_words, clock_tag(item.due, item.due_precision, today))}


def _news(item: Item, fresh: Freshness, told_of: bool) -> Cell:
    """When the force last told, and by when it tells again; marked where that day has passed."""
    if not told_of:
        return {"text": "Not for you"}
    if fresh.next_due is None or item.force_id is None:
        return {"text": "Nothing is due"}
    told = f"Told {day_words(fresh.told_on)}" if fresh.told_on else "Nothing told yet"
    hint = f"{'Was due' if fresh.stale else 'Next by'} {day_words(fresh.next_due)}"
    if fresh.stale:
        words = f"{told}. {hint}" if fresh.told_on else hint
        return {"html": format_html('{}<br><span class="govuk-hint">{}</span>', stale_tag(), words)}
    return {"html": format_html('{}<br><span class="govuk-hint">{}</span>', told, hint)}


def _standing(item: Item, worked: bool) -> Cell:
    if not worked:
        return {"text": item.get_state_display()}
    owners = [each.owner.name for each in getattr(item, "owned_by", ())]
    owner = owners[0] if owners else ("No owner yet" if item.stage and item.force_id else "")
    progress = item.get_progress_display() if item.progress else ""
    words = ". ".join(part for part in (owner, progress) if part)
    hint = format_html('<br><span class="govuk-hint">{}</span>', words) if words else ""
    return {"html": stage_tag(item) + hint}


def _box(item: Item) -> SafeString:
    return format_html(
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="item" value="{0}" id="item-{0}">'
        '<label class="govuk-label govuk-checkboxes__label" for="item-{0}">'
        '<span class="govuk-visually-hidden">Choose {1}</span></label></div></div>',
        item.pk,
        item.title,
    )
