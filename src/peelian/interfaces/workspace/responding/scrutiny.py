"""The scrutiny programme: every item of every answered report in one list, each with the force's latest word."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.responses.models import PlanPriority, ScrutinyItem, ScrutinyMeeting
from peelian.apps.responses.queries import Followed, followed_items, questions_to, scrutiny_of
from peelian.apps.responses.services import end_scrutiny, scrutinise
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import item_address
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.responding.places import (
    own_bodies,
    programme_frame,
    scrutiny_of_body,
    state_tag,
)
from peelian.interfaces.workspace.responding.questions import COLUMNS as QUESTION_COLUMNS
from peelian.interfaces.workspace.responding.questions import answer_words, question_row
from peelian.interfaces.workspace.responding.scrutiny_forms import EndForm, ScrutinyFilters, ScrutinyForm
from peelian.rules.periods import day_words

COLUMNS = (
    "Item", "Scrutiny", "Item stands", "Latest update of the force", "Question", "Update to you due",
    "Update to the inspectorate due", "Priorities",
)  # fmt: skip
SHORT = 120


@workspace_page
def scrutiny(request: HttpRequest) -> HttpResponse:
    """The programme over all reports, what is due first on top; to a force, what it was asked."""
    user, today = person(request), timezone.localdate()
    bodies = own_bodies(user)
    if not bodies:
        return _questions(request)
    filters = ScrutinyFilters(request)
    _offer_filters(filters, PlanPriority.objects.visible_to(user), ScrutinyMeeting.objects.visible_to(user))
    listed = one_page(request, _narrowed(scrutiny_of(user), filters))
    context = {
        "filters": filters,
        "clear": reverse("workspace:scrutiny"),
        "listed": listed,
        "columns": headings(*COLUMNS),
        "rows": [_row(each) for each in followed_items(user, list(listed), today)],
    }
    return page(request, "responding/scrutiny.html", context)


@workspace_page
def scrutiny_item(request: HttpRequest, scrutiny_id: uuid.UUID) -> HttpResponse:
    """One item of the programme: its question, its dates, and what the force last said."""
    user, found = person(request), scrutiny_of_body(request, scrutiny_id)
    priorities = list(PlanPriority.objects.visible_to(user).filter(body=found.body).order_by("plan", "title"))
    meetings = list(
        ScrutinyMeeting.objects.visible_to(user).filter(body=found.body).order_by("-held_on", "title")
    )
    start = {
        "question": found.question,
        "update_due": found.update_due,
        "meeting": str(found.meeting_id or ""),
        "priorities": [str(each.pk) for each in found.priorities.all()],
        "version": found.version,
    }
    form = ScrutinyForm(sent(request), initial=start)
    offer(
        form, "meeting", [("", "None"), *((str(each.pk), str(each)) for each in meetings)] if meetings else []
    )
    offer(form, "priorities", [(str(each.pk), f"{each.title} ({each.plan})") for each in priorities])
    if form.is_valid():
        values = form.cleaned_data
        chosen = values.get("priorities", [])
        changed = attempt(
            form,
            lambda: scrutinise(
                actor=user,
                scrutiny=found,
                expected_version=values["version"],
                question=values["question"],
                update_due=values["update_due"],
                meeting=next((each for each in meetings if str(each.pk) == values.get("meeting")), None),
                priorities=[each for each in priorities if str(each.pk) in chosen],
            ),
        )
        if changed is not None:
            messages.success(request, "The item is saved.")
            return redirect("workspace:scrutiny")
    (followed,) = followed_items(user, [found], timezone.localdate())
    context = {
        **programme_frame((found.item.title, "")),
        "scrutiny": found,
        "followed": followed,
        "tag": state_tag(found.state),
        "item_href": item_address(found.item_id),
        "question_stands": _question_words(found),
        "item_ended": found.state == ScrutinyItem.State.OPEN and found.item.state != Item.State.OPEN,
        "button": "Save",
    }
    return page(request, "responding/scrutiny_item.html", context, form)


@workspace_page
def scrutiny_end(request: HttpRequest, scrutiny_id: uuid.UUID) -> HttpResponse:
    """Say what came of the scrutiny of an item."""
    user, found = person(request), scrutiny_of_body(request, scrutiny_id)
    form = EndForm(sent(request), initial={"version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        ended = attempt(
            form,
            lambda: end_scrutiny(
                actor=user,
                scrutiny=found,
                state=values["state"],
                result=values["result"],
                expected_version=values["version"],
            ),
        )
        if ended is not None:
            messages.success(request, "What came of it is on record.")
            return redirect("workspace:scrutiny")
    address = reverse("workspace:scrutiny_item", args=[found.pk])
    context = {
        **programme_frame((found.item.title, address), ("What came of it", "")),
        "heading": "What came of it",
        "hint": found.item.title,
        "button": "Save",
    }
    return page(request, "responding/form.html", context, form)


def _questions(request: HttpRequest) -> HttpResponse:
    """What local policing bodies asked of the person's force; others find nothing here."""
    listed = one_page(request, questions_to(person(request)))
    context = {
        "listed": listed,
        "columns": headings(*QUESTION_COLUMNS),
        "rows": [question_row(each) for each in listed],
    }
    return page(request, "responding/questions.html", context)


def _offer_filters(
    filters: ScrutinyFilters, priorities: QuerySet[PlanPriority], meetings: QuerySet[ScrutinyMeeting]
) -> None:
    choices: dict[str, list[tuple[str, str]]] = {
        "priority": [(str(each.pk), each.title) for each in priorities.order_by("plan", "title", "id")],
        "meeting": [(str(each.pk), str(each)) for each in meetings.order_by("-held_on", "title", "id")],
    }
    for name, listed in choices.items():
        offer(filters, name, [("", "All"), *listed] if listed else [])
    filters.full_clean()


def _narrowed(found: QuerySet[ScrutinyItem], filters: ScrutinyFilters) -> QuerySet[ScrutinyItem]:
    wishes: dict[str, Any] = {
        "state": filters.chosen("state"),
        "priorities": filters.chosen("priority"),
        "meeting": filters.chosen("meeting"),
    }
    return found.filter(**{name: value for name, value in wishes.items() if value})


def _row(each: Followed) -> list[dict[str, Any]]:
    item = each.scrutiny.item
    due = day_words(each.scrutiny.update_due)
    return [
        {"text": item.title, "href": reverse("workspace:scrutiny_item", args=[each.scrutiny.pk])},
        {"html": state_tag(each.scrutiny.state)},
        {"text": each.item_words},
        {"text": _update_words(each)},
        {"text": _question_words(each.scrutiny)},
        {"text": f"{due}, overdue" if each.overdue else due},
        {"text": each.news_words},
        {"text": ", ".join(priority.title for priority in each.scrutiny.priorities.all()) or "None"},
    ]


def _question_words(each: ScrutinyItem) -> str:
    """Whether the force was asked, and has answered."""
    if not each.question:
        return "None"
    return answer_words(each) if each.asked_on else "Not put to the force"


def _update_words(each: Followed) -> str:
    """The force's latest word, with its day; its silence is told too."""
    if each.update is None:
        return "The force has told nothing yet"
    text = each.update.text
    short = text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
    return f"{day_words(each.update.on)}: {short}"
