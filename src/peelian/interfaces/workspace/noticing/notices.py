"""The person's notices."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from peelian.apps.notifications.models import Notice
from peelian.apps.notifications.queries import delivery_of, notices_of, unread_count, worked_out_words
from peelian.apps.notifications.services import read_notices
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.noticing.forms import UNREAD, NoticeFilters
from peelian.interfaces.workspace.noticing.places import Places, kind_title, place_of
from peelian.interfaces.workspace.pages import act_or_tell, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words

DELIVERY_WORDS = {
    "at-once": "by email at once",
    "daily": "by email once a day",
    "weekly": "by email once a week",
    "none": "here alone, without email",
}


@workspace_page
def notice_list(request: HttpRequest) -> HttpResponse:
    """What the person was told, the latest first."""
    user = person(request)
    filters = NoticeFilters(request)
    found = notices_of(user)
    if filters.chosen("read") == UNREAD:
        found = found.filter(read_at__isnull=True)
    if text := filters.chosen("text"):
        found = found.filter(title__icontains=text)
    listed = one_page(request, found)
    places = Places(user, [(each.kind, each.about) for each in listed])
    context = {
        "listed": listed,
        "notices": [_shown(notice, places.of(notice.kind, notice.about)) for notice in listed],
        "unread": unread_count(user),
        "worked_out": worked_out_words(timezone.now()),
        "delivery_words": DELIVERY_WORDS[delivery_of(user)],
    }
    return page(request, "noticing/notices.html", context, filters)


@workspace_page
def notice(request: HttpRequest, notice_id: uuid.UUID) -> HttpResponse:
    """Where a message leads: to the page of the thing that its reader may open, or to the notices where it has none."""
    user = person(request)
    found = visible_or_404(notices_of(user), pk=notice_id)
    return redirect(place_of(user, found.kind, found.about) or reverse("workspace:notices"))


@workspace_page
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, or all of them, and stay on the list."""
    named = request.POST.get("notice", "")
    chosen = None if request.POST.get("all") else [key] if (key := _identifier(named)) else []
    done = "All notices are marked as read." if chosen is None else "The notice is marked as read."
    if chosen != []:
        act_or_tell(request, lambda: read_notices(actor=person(request), notices=chosen), done)
    return redirect(reverse("workspace:notices"))


def _shown(notice: Notice, place: str) -> dict[str, object]:
    return {
        "pk": notice.pk,
        "title": notice.title,
        "href": place,
        "kind": kind_title(notice.kind),
        "words": notice.words[:1].upper() + notice.words[1:],
        "late": "overdue" in notice.words,
        "rung": notice.rung,
        "whose": notice.force.name if notice.force else notice.organisation.name,
        "told": day_words(notice.told_on),
        "mail": _mail_words(notice),
        "unread": notice.read_at is None,
    }


def _mail_words(notice: Notice) -> str:
    if notice.message is not None:
        return notice.message.get_state_display()
    return "With the next digest" if notice.by_mail else "Not by email"


def _identifier(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
