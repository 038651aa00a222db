"""What is due, in the person's own calendar program."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.accounts.models import User
from peelian.apps.notifications.queries import clocks_of_person, owner_of_calendar, standing_address
from peelian.apps.notifications.services import make_calendar_address, revoke_calendar_address
from peelian.interfaces.workspace.editing import ConfirmForm, sent
from peelian.interfaces.workspace.noticing.forms import CalendarForm
from peelian.interfaces.workspace.noticing.places import Places, kind_title
from peelian.interfaces.workspace.pages import attempt, attempted, page, person, workspace_page
from peelian.rendering.calendar import CalendarEntry, calendar_text
from peelian.rules.reminders import standing_words
from peelian.rules.running_clocks import RunningClock

MOST = 1000
"""Days that a calendar holds: programs fetch the whole of it each hour."""


@workspace_page
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether there is an address, and making one; it is shown this once."""
    user = person(request)
    form = CalendarForm(sent(request))
    context: dict[str, object] = {"back": reverse("workspace:notices")}
    if form.is_valid():
        secret = attempt(form, lambda: make_calendar_address(actor=user))
        if secret is not None:
            made = request.build_absolute_uri(reverse("workspace:calendar_feed", args=[secret]))
            return page(request, "noticing/calendar_made.html", {**context, "address": made})
    return page(request, "noticing/calendar.html", {**context, "standing": standing_address(user)}, form)


@workspace_page
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """Take the address back, after asking."""
    form = ConfirmForm(sent(request))
    if form.is_valid() and attempted(form, lambda: revoke_calendar_address(actor=person(request))):
        messages.success(request, "Your calendar address is taken back. Whoever asks there finds nothing.")
        return redirect("workspace:calendar")
    context = {
        "heading": "Take your calendar address back?",
        "hint": "Calendar programs that use it find nothing from now on. You can make a new address at any time.",
        "button": "Take back",
        "warning": True,
        "back": reverse("workspace:calendar"),
    }
    return page(request, "form_page.html", context, form)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar that a secret opens. A calendar program cannot sign in: the address is the key."""
    owner = owner_of_calendar(secret)
    if owner is None:
        raise Http404
    text = calendar_text(
        "Peelian: what is due", _entries(request, owner, timezone.localdate()), timezone.now()
    )
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="peelian.ics"'
    return answer


def _entries(request: HttpRequest, owner: User, today: date) -> list[CalendarEntry]:
    """The days that lie nearest; where there are more than programs take in, today says that some are left out."""
    due = clocks_of_person(owner, today)
    nearest = sorted(due, key=lambda clock: abs((clock.last_day - today).days))[:MOST]
    nearest.sort(key=lambda clock: (clock.last_day, clock.key))
    places = Places(owner, [(clock.kind, _about(clock)) for clock in nearest])
    entries = [_entry(request, clock, places.of(clock.kind, _about(clock))) for clock in nearest]
    if len(due) > MOST:
        words = f"{len(due) - MOST:,} more are due that this calendar does not show"
        text = (
            f"It holds the {MOST:,} days that lie nearest to today. The notices of the product tell of all."
        )
        where = request.build_absolute_uri(reverse("workspace:notices"))
        entries.append(CalendarEntry("left-out@peelian", today, words, text, where))
    return entries


def _entry(request: HttpRequest, clock: RunningClock, place: str) -> CalendarEntry:
    """What is private keeps its title inside the product: the calendar says of what kind it is, and names the public
    thing to which it belongs where there is one.
    """
    kind = kind_title(clock.kind)
    return CalendarEntry(
        identifier=f"{clock.key}@peelian",
        day=clock.last_day,
        title=_title(clock, kind),
        text=f"{kind}: {standing_words(clock, timezone.localdate())}",
        address=request.build_absolute_uri(place) if place else "",
    )


def _title(clock: RunningClock, kind: str) -> str:
    if not clock.private:
        return clock.title
    return f"{kind}: {clock.belongs_to}" if clock.belongs_to else kind


def _about(clock: RunningClock) -> str:
    return clock.about or clock.subject
