"""What waits for the inspectorate: declarations, requests to close, deliverables, visits, and days to look again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import ClosingRequest, DeliverableReceipt, Item, Revisit
from peelian.apps.followup.queries import waiting
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.following.places import step_address
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.rules.periods import day_words

Row = list[dict[str, Any]]


@dataclass(frozen=True)
class Waiting:
    """One list of the page: what it is called, what stands in it, and a row of it."""

    title: str
    columns: tuple[str, ...]
    found: Callable[[User, date], QuerySet[Any]]
    row: Callable[[Any], Row]


@workspace_page
def items_waiting(request: HttpRequest) -> HttpResponse:
    """One list at a time, with the number in each."""
    user, today = person(request), timezone.localdate()
    if not staffed_inspectorates(user):
        raise Http404
    counts = {name: each.found(user, today).count() for name, each in LISTS.items()}
    asked = request.GET.get("list", "")
    chosen = asked if asked in LISTS else next((name for name in LISTS if counts[name]), "declared")
    shown = LISTS[chosen]
    listed = one_page(request, shown.found(user, today))
    context = {
        "tabs": [
            {
                "text": f"{each.title} ({counts[name]})",
                "href": f"{reverse('workspace:items_waiting')}?list={name}",
                "current": name == chosen,
            }
            for name, each in LISTS.items()
        ],
        "title": shown.title,
        "columns": headings(*shown.columns),
        "rows": [shown.row(each) for each in listed],
        "listed": listed,
    }
    return page(request, "following/waiting.html", context)


def _item_row(item: Item) -> Row:
    told = day_words(item.last_update_on) if item.last_update_on else ""
    return [*_item_cells(item), _text(item.get_kind_display()), _text(told)]


def _declared_row(item: Item) -> Row:
    declared: date | None = getattr(item, "declared_on", None)
    told = day_words(declared) if declared else ""
    return [*_item_cells(item), _text(item.get_kind_display()), _text(told)]


def _look_row(item: Item) -> Row:
    progress = item.get_progress_display() if item.progress else "Too early to say"
    return [*_item_cells(item), _text(item.get_kind_display()), _text(progress)]


def _closing_row(asked: ClosingRequest) -> Row:
    return [
        *_item_cells(asked.item),
        _text(asked.get_ends_as_display()),
        _text(asked.requested_by.name),
        _text(day_words(asked.requested_on)),
    ]


def _receipt_row(receipt: DeliverableReceipt) -> Row:
    item = receipt.deliverable.item
    return [
        {"text": str(receipt), "href": reverse("workspace:receipt_review", args=[receipt.pk])},
        _text(str(item.force or "")),
        _text(item.title),
        _text(day_words(receipt.received_on)),
    ]


def _revisit_row(revisit: Revisit) -> Row:
    days = [_text(day_words(day)) for day in (revisit.opens_on, revisit.closes_on)]
    return [*_item_cells(revisit.item), *days]


def _item_cells(item: Item) -> Row:
    return [
        {"text": item.title, "href": step_address("followed_item", item)},
        _text(str(item.force or item.get_addressee_display())),
    ]


def _text(text: str) -> dict[str, Any]:
    return {"text": text}


LISTS = {
    "declared": Waiting(
        "Declared complete",
        ("Item", "Force", "Kind", "Declared"),
        lambda user, _: waiting.items_declared(user),
        _declared_row,
    ),
    "under-test": Waiting(
        "Being verified",
        ("Item", "Force", "Kind", "Last told"),
        lambda user, _: waiting.items_under_test(user),
        _item_row,
    ),
    "closing": Waiting(
        "Closing requested",
        ("Item", "Force", "To be", "Asked by", "Asked on"),
        lambda user, _: waiting.closings_to_decide(user),
        _closing_row,
    ),
    "deliverables": Waiting(
        "Handed in",
        ("What came in", "Force", "Item", "Received"),
        lambda user, _: waiting.receipts_to_review(user),
        _receipt_row,
    ),
    "look-again": Waiting(
        "Time to look again", ("Item", "Force", "Kind", "Progress"), waiting.looks_due, _look_row
    ),
    "revisits": Waiting(
        "Revisits to make",
        ("Item", "Force", "Not before", "Not after"),
        lambda user, _: waiting.revisits_to_make(user),
        _revisit_row,
    ),
}
