"""Items as rows of the register, with what the reader may know of the work on them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from peelian.apps.actions.queries.standing import agreed_intervals, freshness
from peelian.apps.followup.models import Item
from peelian.interfaces.workspace.addresses import item_address, workspace_address
from peelian.interfaces.workspace.following.words import clock_tag, deadline, origin_words, stage_tag

Cell = dict[str, Any]
COLUMNS = ("Item", "Force", "Kind", "Due", "How it stands", "News from the force")


def item_link(item: Item, worked_on: Collection[uuid.UUID]) -> str:
    """Where a reader follows an item: the page of the work, or what the public reads."""
    if item.pk in worked_on:
        return workspace_address("followed_item", item_id=item.pk)
    return item_address(item.pk)


def register_rows(
    items: Iterable[Item], worked_on: Collection[uuid.UUID], today: date, *, choose: bool = False
) -> list[list[Cell]]:
    """A row for each item; with a box to choose it where many can be changed at once."""
    listed = list(items)
    agreed = agreed_intervals(listed)
    rows = []
    for item in listed:
        worked = item.pk in worked_on
        row: list[Cell] = [
            {"html": _title(item, item_link(item, worked_on))},
            {"text": item.force.name if item.force else item.addressee_name or item.get_addressee_display()},
            {"text": item.get_kind_display()},
            {"html": _due(item, today)},
            {"html": _standing(item, worked)},
            {"text": freshness(item, agreed.get(item.pk), today).words if item.force else "Not asked"},
        ]
        rows.append([*row, {"html": _box(item)}] if choose else row)
    return rows


def _title(item: Item, href: str) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', href, item.title)
    notes = [*(["At once"] if item.immediate else []), *([words] if (words := origin_words(item)) else [])]
    return link + format_html('<br><span class="govuk-hint">{}</span>', ". ".join(notes)) if notes else link


def _due(item: Item, today: date) -> SafeString:
    tag = clock_tag(item.due, item.due_precision, today) if item.state == Item.State.OPEN else ""
    return format_html("{} {}", deadline(item), tag)


def _standing(item: Item, worked: bool) -> SafeString:
    if not worked:
        return format_html("{}", item.get_state_display())
    owners = [each.owner.name for each in getattr(item, "owned_by", ())]
    owner = owners[0] if owners else ("No owner yet" if item.stage and item.force_id else "")
    progress = item.get_progress_display() if item.progress else ""
    words = ". ".join(part for part in (owner, progress) if part)
    hint = format_html('<br><span class="govuk-hint">{}</span>', words) if words else ""
    return format_html("{}{}", stage_tag(item), hint)


def _box(item: Item) -> SafeString:
    return format_html(
        '<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="item" value="{0}" id="item-{0}">'
        '<label class="govuk-label govuk-checkboxes__label" for="item-{0}">'
        '<span class="govuk-visually-hidden">Choose {1}</span></label></div></div>',
        item.pk,
        item.title,
    )
