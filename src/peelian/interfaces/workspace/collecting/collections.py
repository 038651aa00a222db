"""Collections of data: the list, the board of one, and its steps."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from peelian.apps.accounts.models import User
from peelian.apps.returns.models import Collection, DesignComment
from peelian.apps.returns.policies import (
    can_comment_on_collection,
    can_run_collection,
    inspectorates_collectable_by,
)
from peelian.apps.returns.queries import (
    BoardRow,
    board,
    burden,
    collection_status,
    collections,
    concerns_answers,
)
from peelian.apps.returns.services import (
    close_collection,
    consult_on_collection,
    open_collection,
    redesign_collection,
)
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.collecting.facts import (
    column_cells,
    facts_of,
    out_of_scope_words,
    requested_words,
    row_rules,
)
from peelian.interfaces.workspace.collecting.forms import CloseForm, OpenForm
from peelian.interfaces.workspace.collecting.places import (
    collection_address,
    collection_frame,
    collection_of,
    collection_tag,
    past_state,
    reply_address,
    reply_tag,
    run_collection,
)
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    workspace_page,
)
from peelian.rules.periods import day_words

STEPS = {
    "consult": (
        consult_on_collection,
        "The design is out for consultation: forces and the Home Office see it.",
    ),
    "redesign": (redesign_collection, "The design is taken back. Forces do not see it any more."),
}


@workspace_page
def collection_list(request: HttpRequest) -> HttpResponse:
    """Collections that the person may see, latest first."""
    user = person(request)
    listed = one_page(request, collections(user))
    rows = [
        [
            {"text": each.title, "href": collection_address(each)},
            {"html": collection_tag(each.state)},
            {"text": each.period},
            {"text": requested_words(each)},
            {"text": day_words(each.closes_on) if each.closes_on else "Not set"},
        ]
        for each in listed
    ]
    context = {
        "listed": listed,
        "columns": headings("Collection", "State", "Period", "Requested", "Last day"),
        "rows": rows,
        "may_add": inspectorates_collectable_by(user).exists(),
    }
    return page(request, "collecting/collections.html", context)


@workspace_page
def collection(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """One collection: what is asked, and the board of every force, or the force's own line."""
    user = person(request)
    found = collection_of(request, collection_id)
    runs = can_run_collection(user, found)
    lines = board(user, found)
    concerned = concerns_answers(user, found)
    cost = burden(found) if runs else None
    context = {
        **collection_frame(found),
        "tag": collection_tag(found.state),
        "facts": facts_of(found, cost, concerned),
        "concerned": concerned,
        "comments": DesignComment.objects.visible_to(user).filter(collection=found).exists(),
        "asked_columns": headings("Column", "Holds", "Meaning"),
        "asked": column_cells(found),
        "asked_rules": row_rules(found),
        "status": collection_status(user, found),
        "scope_note": out_of_scope_words([line.reply for line in lines]),
        "columns": headings("Force", "State", "Answered on", "Signed off", "Reason"),
        "rows": [_row(found, line) for line in lines],
        "own": [line.reply for line in lines] if not runs and not found.is_closed else [],
        "runs": runs,
        "may_comment": can_comment_on_collection(user, found),
    }
    return page(request, "collecting/collection.html", context)


@workspace_page
@require_POST
def collection_step(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Take a step that needs nothing but a button."""
    found = run_collection(request, collection_id)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    form = ConfirmSeenForm(request.POST)
    if not form.is_valid():
        raise Http404
    act, done = step
    version = form.cleaned_data["version"]
    act_or_tell(request, lambda: act(actor=person(request), collection=found, expected_version=version), done)
    return redirect(collection_address(found))


@workspace_page
def collection_open(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Open an agreed collection to its forces."""
    actor = person(request)
    found = run_collection(request, collection_id)
    if past := past_state(request, found, Collection.State.AGREED):
        return past
    form = OpenForm(sent(request), initial={"opened_on": timezone.localdate(), "version": found.version})
    if form.is_valid():
        opened_on, version = form.cleaned_data["opened_on"], form.cleaned_data["version"]
        opened = attempt(
            form,
            lambda: open_collection(
                actor=actor, collection=found, opened_on=opened_on, expected_version=version
            ),
        )
        if opened is not None:
            messages.success(request, f"{opened.title} is open: every force that is asked owes a reply.")
            return redirect(collection_address(opened))
    context = {
        **collection_frame(found, ("Open the collection", "")),
        "heading": "Open the collection",
        "hint": "Every force that is asked sees it from then on and owes a reply.",
        "button": "Open collection",
        "cancel": collection_address(found),
    }
    return page(request, "collecting/form.html", context, form)


@workspace_page
def collection_close(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Close a collection, which freezes and shares it."""
    actor: User = person(request)
    found = run_collection(request, collection_id)
    if past := past_state(request, found, Collection.State.OPEN):
        return past
    form = CloseForm(request.POST or None) if request.method != "POST" else CloseForm(request.POST)
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["closing_note"]
        done = attempt(form, lambda: close_collection(actor=actor, collection=found, closing_note=note))
        if done is not None:
            messages.success(
                request, f"{done.title} is closed. Every force that was asked reads all returns."
            )
            return redirect(collection_address(done))
    context = {
        **collection_frame(found, ("Close the collection", "")),
        "heading": "Close the collection",
        "hint": _last_day(found)
        + "Nothing in it changes any more. Every force that was asked then reads the returns of all.",
        "button": "Close collection",
        "cancel": collection_address(found),
    }
    return page(request, "collecting/form.html", context, form)


def _last_day(found: Collection) -> str:
    return f"The last day for returns is {day_words(found.closes_on)}. " if found.closes_on else ""


def _row(found: Collection, line: BoardRow) -> list[dict[str, object]]:
    reply = line.reply
    rounds = ", ".join("when sent" if each == 0 else f"round {each}" for each in line.signed_rounds)
    answered = day_words(reply.answered_on) if reply.answered_on else "–"
    questions = "1 question" if line.open_questions == 1 else f"{line.open_questions} questions"
    waiting = f"; {questions} open" if line.open_questions else ""
    return [
        {"text": reply.force.name, "href": reply_address(reply) if found.opened_on else ""},
        {"html": reply_tag(reply.state)},
        {"text": f"{answered}, late" if line.is_late else answered},
        {"text": f"{rounds}{waiting}" if rounds else "–"},
        {"text": reply.reason or "–"},
    ]
