"""Finding an item that is followed, and the frame that its pages share."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import items_followed_by
from peelian.interfaces.workspace.pages import LedElsewhereError, person, visible_or_404

BESIDE = ("force", "inspectorate", "inspection", "parent", "national", "superseded_by")


def followed_item(request: HttpRequest, item_id: uuid.UUID) -> Item:
    """An issued item, for its force and for staff of its inspectorate."""
    return visible_or_404(items_followed_by(person(request)).select_related(*BESIDE), pk=item_id)


def lead_past_ended(request: HttpRequest, item: Item) -> None:
    """Lead a page of an item that has ended, when it is opened, to the item, saying what became of it.

    What was sent goes on to its service, which refuses it with the reason, so that what was typed stays.
    """
    if item.state != Item.State.OPEN and request.method != "POST":
        raise LedElsewhereError(past_words(item), step_address("followed_item", item))


def past_words(item: Item) -> str:
    """What became of an item that has ended, for somebody who meant to work on it."""
    return f"'{item.title}' was {item.ended_words} already. Here it is."


def step_address(name: str, item: Item) -> str:
    """Address of a page of one item."""
    return reverse(f"workspace:{name}", args=[item.pk])


def step_context(item: Item, heading: str, button: str, hint: str = "") -> dict[str, Any]:
    """What a page with one step of an item shows around its form."""
    return {
        "item": item,
        "heading": heading,
        "button": button,
        "hint": hint,
        "back": step_address("followed_item", item),
    }
