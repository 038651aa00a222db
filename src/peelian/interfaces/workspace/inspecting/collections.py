"""Collections of data: asking every force, and who has answered."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import (
    can_open_collection,
    collections_openable_by,
    inspectorates_collectable_by,
    replies_recordable_by,
)
from peelian.apps.returns.queries import collection_status, collections, replies
from peelian.apps.returns.services import create_collection, mark_unable, open_collection, record_reply
from peelian.interfaces.workspace.inspecting.collection_forms import CollectionForm, OpenForm, ReplyForm
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
def collection_list(request: HttpRequest) -> HttpResponse:
    """Collections that the person may see, latest first."""
    user = person(request)
    listed = one_page(request, collections(user))
    rows = [
        [
            {"text": each.title, "href": _address(each)},
            {"text": each.period},
            {"text": requested_words(each)},
            {"text": day_words(each.opened_on) if each.opened_on else "Not opened"},
        ]
        for each in listed
    ]
    context = {
        "listed": listed,
        "columns": [{"text": text} for text in ("Collection", "Period", "Requested", "Opened")],
        "rows": rows,
        "may_add": inspectorates_collectable_by(user).exists(),
    }
    return page(request, "inspecting/collections.html", context)


@workspace_page
def collection_add(request: HttpRequest) -> HttpResponse:
    """Prepare a collection."""
    actor = person(request)
    inspectorates = inspectorates_collectable_by(actor)
    visible_or_404(inspectorates)
    form = CollectionForm(inspectorates, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: create_collection(actor=actor, **form.cleaned_data))
        if made is not None:
            messages.success(request, f"{made.title} is prepared. No force sees it before it is opened.")
            return redirect(_address(made))
    context = {
        "heading": "Prepare a collection",
        "button": "Prepare",
        "back": reverse("workspace:collections"),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def collection(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The board of a collection: every force for the inspectorate, its own line for a force."""
    user = person(request)
    found = visible_or_404(collections(user), pk=collection_id)
    recordable = set(replies_recordable_by(user).filter(collection=found).values_list("pk", flat=True))
    context = {
        "collection": found,
        "requested": requested_words(found),
        "status": collection_status(user, found),
        "columns": [{"text": text} for text in ("Force", "State", "Answered on", "Reason")],
        "rows": [_row(found, reply, reply.pk in recordable) for reply in replies(user, found)],
        "may_open": can_open_collection(user, found),
    }
    return page(request, "inspecting/collection.html", context)


@workspace_page
def collection_open(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Open a collection to every force in scope."""
    actor = person(request)
    found = visible_or_404(collections_openable_by(actor).select_related("inspectorate"), pk=collection_id)
    form = OpenForm(request.POST or None, initial={"opened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        opened_on = form.cleaned_data["opened_on"]
        opened = attempt(form, lambda: open_collection(actor=actor, collection=found, opened_on=opened_on))
        if opened is not None:
            messages.success(request, f"{opened.title} is open: every force in scope owes a reply.")
            return redirect(_address(opened))
    context = {
        "heading": "Open the collection",
        "hint": f"{found.title}. Every force in scope sees it from then on and owes a reply.",
        "button": "Open collection",
        "back": _address(found),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def collection_reply(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Record what one force did."""
    actor = person(request)
    recordable = replies_recordable_by(actor).select_related("force", "collection__inspectorate")
    reply = visible_or_404(recordable, collection=collection_id, force__slug=slug)
    form = ReplyForm(request.POST or None, initial={"answered_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, lambda: _record(actor, reply, form))
        if saved is not None:
            messages.success(request, f"{saved.force.name}: {saved.get_state_display().lower()}.")
            return redirect(_address(reply.collection))
    context = {
        "heading": f"Reply of {reply.force.name}",
        "hint": f"{reply.collection.title}, {reply.collection.period}.",
        "button": "Record reply",
        "back": _address(reply.collection),
    }
    return page(request, "form_page.html", context, form)


def requested_words(found: Collection) -> str:
    """The day of the request as exactly as it is known."""
    precise = {"year": f"{found.requested_on.year}", "month": f"{found.requested_on:%B %Y}"}
    return precise.get(found.requested_precision, day_words(found.requested_on))


def _record(actor: User, reply: CollectionReply, form: ReplyForm) -> CollectionReply:
    values = form.cleaned_data
    if values["state"] == CollectionReply.State.UNABLE:
        return mark_unable(actor=actor, reply=reply, reason=values["reason"])
    return record_reply(actor=actor, reply=reply, answered_on=values["answered_on"])


def _row(found: Collection, reply: CollectionReply, recordable: bool) -> list[dict[str, str]]:
    changes = recordable and reply.state != CollectionReply.State.ANSWERED
    address = reverse("workspace:collection_reply", args=[found.pk, reply.force.slug])
    return [
        {"text": reply.force.name, "href": address if changes else ""},
        {"text": reply.get_state_display()},
        {"text": day_words(reply.answered_on) if reply.answered_on else "–"},
        {"text": reply.reason or "–"},
    ]


def _address(found: Collection) -> str:
    return reverse("workspace:collection", args=[found.pk])
