"""The page of one item that is followed: what it asks, how it stands, what may be done, and its whole story."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.followup.models import DeliverableReceipt, Item, Ownership, Revisit
from peelian.apps.followup.queries import item_story
from peelian.apps.followup.queries.asked import later_findings
from peelian.apps.followup.queries.replaced import replaced_basis
from peelian.apps.followup.queries.story import work_on
from peelian.interfaces.workspace.addresses import item_address
from peelian.interfaces.workspace.following.places import followed_item
from peelian.interfaces.workspace.following.steps import (
    may_decide,
    may_send,
    may_verify,
    request_to_end,
    steps_on,
)
from peelian.interfaces.workspace.following.words import (
    LINK_WORDS,
    DeliverableLine,
    clock_tag,
    deliverable_line,
    origin_words,
    stage_tag,
    theme_title,
    who_decides,
)
from peelian.interfaces.workspace.noticing.places import Places
from peelian.interfaces.workspace.pages import page, person, workspace_page

Panel = Callable[[HttpRequest, Item], tuple[str, dict[str, Any]] | None]
"""Gives the template and the values of a panel of the page, or nothing where the reader sees none."""

PANELS: list[Panel] = []
"""Panels of other parts of the workspace, in the order in which they stand under the item."""


@workspace_page
def followed(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """One item with its whole story, and what the person may do on it now."""
    item, user, today = followed_item(request, item_id), person(request), timezone.localdate()
    steps, asked = steps_on(user, item), request_to_end(user, item)
    owner = (
        Ownership.objects.visible_to(user)
        .filter(item=item, until__isnull=True)
        .select_related("owner")
        .first()
    )
    context = {
        "item": item,
        "stage": stage_tag(item),
        "deadline": item.deadline_words,
        "replaced": replaced_basis(item),
        "clock": clock_tag(item.due, item.due_precision, today) if item.state == Item.State.OPEN else "",
        "owner": owner,
        "theme": theme_title(item.theme),
        "origin": origin_words(item),
        "public_href": item_address(item.pk),
        "criteria": list(item.closure_criteria.all()),
        "deliverables": _deliverables(request, item),
        "recommendations": list(item.recommendations.published().order_by("position", "pk")),
        "waits_for": who_decides(asked) if asked and not may_decide(user, asked) else "",
        "next_steps": [step for step in steps if step.leads_on],
        "other_steps": [step for step in steps if not step.leads_on],
        "may_send": may_send(user, item),
        "may_verify": may_verify(user, item),
        "visits": list(Revisit.objects.visible_to(user).filter(item=item, done_on__isnull=True)),
        "work": work_on(user, item),
        **_story(request, item),
        "panels": [shown for panel in PANELS if (shown := panel(request, item))],
    }
    return page(request, "following/item.html", context)


def _deliverables(request: HttpRequest, item: Item) -> list[DeliverableLine]:
    today = timezone.localdate()
    received: dict[Any, list[DeliverableReceipt]] = defaultdict(list)
    receipts = DeliverableReceipt.objects.visible_to(person(request)).filter(deliverable__item=item)
    for receipt in receipts.select_related("document"):
        received[receipt.deliverable_id].append(receipt)
    return [
        deliverable_line(each, tuple(received[each.pk]), today)
        for each in item.deliverables.order_by("position", "due", "pk")
    ]


def _story(request: HttpRequest, item: Item) -> dict[str, Any]:
    """The matter over the rounds, oldest first, and the later findings that look at it again."""
    entries = item_story(person(request), item)
    places = Places(person(request), [("item", str(entry.item.pk)) for entry in entries])
    told = [
        {
            "item": entry.item,
            "is_this": entry.item.pk == item.pk,
            "href": places.of("item", str(entry.item.pk)),
            "takes_up": [(LINK_WORDS[link.kind], link.earlier, link.note) for link in entry.takes_up],
        }
        for entry in entries
    ]
    return {"story": told, "later": later_findings([entry.item for entry in entries])}
