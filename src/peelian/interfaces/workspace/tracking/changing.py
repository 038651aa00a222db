"""One step on many items: chosen in the register, or all that fit its filters."""

from __future__ import annotations

import uuid

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.register import in_order
from peelian.apps.followup.services.together import MOST_TOGETHER
from peelian.interfaces.look.filters import refusals
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.tracking.changes import Change, changes_open_to
from peelian.interfaces.workspace.tracking.filters import RegisterFilters
from peelian.interfaces.workspace.tracking.register import query_of

COLUMNS = ("Item", "Force", "Kind", "How it stands")


@workspace_page
def register_change(request: HttpRequest) -> HttpResponse:
    """Show the items that are chosen, ask what the step needs, and take it on all of them or on none."""
    user = person(request)
    change = next((each for each in changes_open_to(user) if each.identifier == request.GET.get("act")), None)
    if change is None:
        raise Http404
    filters = RegisterFilters(request)
    if filters.errors:
        refused = {"heading": change.title, "back": _back(request), "problem": " ".join(refusals(filters))}
        return page(request, "tracking/change.html", {**refused, "columns": headings(*COLUMNS)}, filters)
    chosen, left_out = _chosen(request, user, change, filters)
    owners = {getattr(item, change.whose) for item in chosen}
    context = {
        "heading": change.title,
        "button": change.button,
        "back": _back(request),
        "hint": _hint(len(chosen), left_out),
        "columns": headings(*COLUMNS),
        "rows": [_row(item) for item in chosen],
    }
    if len(chosen) > MOST_TOGETHER or len(owners) != 1:
        problem = _problem(change, len(chosen), len(owners))
        return page(request, "tracking/change.html", {**context, "problem": problem}, forms.Form())
    (owner,) = owners
    form = change.form(owner, sent(request))
    if form.is_valid():
        done = attempt(form, lambda: change.take(user, owner, chosen, form.cleaned_data))
        if done is not None:
            messages.success(request, f"Done for {done} item{'' if done == 1 else 's'}.")
            return redirect(_back(request))
    return page(request, "tracking/change.html", context, form)


def _chosen(
    request: HttpRequest, user: User, change: Change, filters: RegisterFilters
) -> tuple[list[Item], int]:
    """The items for the step, and how many others were chosen that it does not fit."""
    found = filters.items(timezone.localdate())
    if not request.GET.get("all"):
        found = found.filter(pk__in=_keys(request.GET.getlist("item")))
    fitting = in_order(change.open_items(user, found), filters.wanted.order)
    items = list(fitting.select_related("force", "inspectorate")[: MOST_TOGETHER + 1])
    others = 0 if len(items) > MOST_TOGETHER else found.order_by()[: MOST_TOGETHER + 1].count() - len(items)
    return items, others


def _keys(named: list[str]) -> list[uuid.UUID]:
    """The keys among the values of an address; what is none is passed over."""
    keys = []
    for value in named[: MOST_TOGETHER + 1]:
        try:
            keys.append(uuid.UUID(value))
        except ValueError:
            continue
    return keys


def _hint(count: int, left_out: int) -> str:
    told = f"The step is taken on {count} item{'' if count == 1 else 's'}: on all of them, or on none."
    if left_out:
        told += f" Left out, since the step does not fit: {left_out}."
    return told


def _problem(change: Change, count: int, owners: int) -> str:
    if not count:
        return "No item that fits is chosen. Go back and choose at least one."
    if count > MOST_TOGETHER:
        return f"More than {MOST_TOGETHER} items are chosen. Go back and narrow the register."
    return f"The items belong to {owners} organisations. Go back and choose those of one {change.whose}."


def _row(item: Item) -> list[dict[str, str]]:
    return [
        {"text": item.title},
        {"text": item.force.name if item.force else item.get_addressee_display()},
        {"text": item.get_kind_display()},
        {"text": item.get_stage_display() or item.get_state_display()},
    ]


def _back(request: HttpRequest) -> str:
    """The register as it was narrowed."""
    kept = request.GET.copy()
    for name in ("act", "all", "item"):
        kept.pop(name, None)
    return f"{reverse('workspace:register')}{query_of(kept)}"
