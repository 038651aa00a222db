"""The Management Board and other forums: their measures, meetings and decisions."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from peelian.apps.actions.models import BoardMeeting, Forum
from peelian.apps.actions.queries import forum_gaps
from peelian.apps.actions.services import decide_on_item, found_forum, hold_meeting, plan_meeting
from peelian.interfaces.workspace.acting.board_forms import DecisionForm, ForumForm, MinutesForm
from peelian.interfaces.workspace.acting.fields import DayForm
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    address,
    own_force,
    place,
    require,
    step,
    works_for,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
def forums(request: HttpRequest, slug: str) -> HttpResponse:
    """The forums of the force."""
    force = own_force(request, slug)
    listed = one_page(request, Forum.objects.filter(force=force))
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("forum", each.pk)},
            {"text": "Management Board" if each.is_board else "Forum"},
            {"text": f"Every {each.every_days} days at most"},
        ]
        for each in listed
    ]
    table = Table("forums", "Forums", ("Forum", "Kind", "Meets"), rows, "No forum is set up.", [], listed)
    button = Button("Set up a forum", address("forum_add", force.slug))
    return place(request, force, "Forums", tables=[table], buttons=[button])


@workspace_page
@once
def forum_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a forum."""
    force = own_force(request, slug)
    form = ForumForm(sent(request))
    return step(
        request, force, form, lambda: found_forum(actor=person(request), force=force, **form.content),
        heading="Set up a forum", button="Set it up", done="The forum is set up.", back=address("forums", force.slug),
    )  # fmt: skip


@workspace_page
def forum(request: HttpRequest, forum_id: uuid.UUID) -> HttpResponse:
    """One forum: what it receives, when it met, and where it has gaps."""
    found = _own_forum(request, forum_id)
    listed = one_page(request, found.meetings.all())
    meetings: list[list[Cell]] = [
        [
            {"text": day_words(each.on), "href": address("meeting", each.pk)},
            {"text": "Held" if each.held else "Planned"},
            {"text": ", ".join(each.attended) or "–"},
        ]
        for each in listed
    ]
    measures: list[list[Cell]] = [
        [{"text": each.measure}, {"text": f"Every {each.every_days} days"}] for each in found.measures.all()
    ]
    return place(
        request,
        found.force,
        found.title,
        way=[("Forums", address("forums", found.force.slug))],
        warnings=[gap.words for gap in forum_gaps(found, timezone.localdate())],
        facts=[
            ("Meets", f"Every {found.every_days} days at most"),
            ("Members", ", ".join(found.member_kinds)),
        ],
        buttons=[Button("Plan a meeting", address("meeting_add", found.pk))],
        tables=[
            Table(
                "meetings",
                "Meetings, latest first",
                ("Day", "State", "Who was there"),
                meetings,
                listed=listed,
            ),
            Table("measures", "Measures that it receives", ("Measure", "How often"), measures),
        ],
    )


@workspace_page
@once
def meeting_add(request: HttpRequest, forum_id: uuid.UUID) -> HttpResponse:
    """Plan a meeting."""
    found = _own_forum(request, forum_id)
    form = DayForm(sent(request))
    return step(
        request, found.force, form,
        lambda: plan_meeting(actor=person(request), forum=found, on=form.cleaned_data["day"]),
        heading="When does it meet?", button="Plan the meeting", done="The meeting is planned.",
        back=address("forum", found.pk), subject=found.title,
    )  # fmt: skip


@workspace_page
def meeting(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """A meeting with its minutes and decisions."""
    found = _own_meeting(request, meeting_id)
    rows: list[list[Cell]] = [
        [{"text": each.item.title, "href": address("item_plan", each.item_id)}, {"text": each.text}]
        for each in found.decisions.select_related("item")
    ]
    buttons = [Button("Record the meeting", address("meeting_hold", found.pk))]
    if found.held:
        buttons = [
            Button("Record a decision", address("decision_add", found.pk)),
            Button("Change the minutes", address("meeting_hold", found.pk)),
        ]
    return place(
        request,
        found.force,
        f"{found.forum.title}, {day_words(found.on)}",
        way=[
            ("Forums", address("forums", found.force.slug)),
            (found.forum.title, address("forum", found.forum_id)),
        ],
        facts=[
            ("State", "Held" if found.held else "Planned"),
            ("Who was there", ", ".join(found.attended) or "–"),
        ],
        buttons=buttons,
        texts=[("Minutes", found.minutes)] if found.minutes else [],
        tables=[Table("decisions", "Decisions on items", ("Item", "Decision"), rows)],
    )


@workspace_page
def meeting_hold(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Record that a meeting was held."""
    found = _own_meeting(request, meeting_id)
    form = MinutesForm(
        found.forum.member_kinds, sent(request),
        initial={"attended": found.attended, "minutes": found.minutes, "version": found.version},
    )  # fmt: skip
    return step(
        request, found.force, form,
        lambda: hold_meeting(
            actor=person(request), meeting=found, attended=form.cleaned_data["attended"],
            minutes=form.cleaned_data["minutes"], expected_version=form.cleaned_data["version"],
        ),
        heading="Record the meeting", button="Save", done="The meeting is recorded.",
        back=address("meeting", found.pk), subject=f"{found.forum.title}, {day_words(found.on)}",
    )  # fmt: skip


@workspace_page
@once
def decision_add(request: HttpRequest, meeting_id: uuid.UUID) -> HttpResponse:
    """Record what a meeting decided about an item."""
    found = _own_meeting(request, meeting_id)
    form = DecisionForm(found.force, sent(request))
    return step(
        request, found.force, form,
        lambda: decide_on_item(actor=person(request), meeting=found, **form.cleaned_data),
        heading="What was decided?", button="Record the decision", done="The decision is recorded.",
        back=address("meeting", found.pk),
    )  # fmt: skip


def _own_forum(request: HttpRequest, forum_id: uuid.UUID) -> Forum:
    user = person(request)
    found: Forum = visible_or_404(Forum.objects.visible_to(user).select_related("force"), pk=forum_id)
    require(works_for(user, found.force))
    return found


def _own_meeting(request: HttpRequest, meeting_id: uuid.UUID) -> BoardMeeting:
    user = person(request)
    visible = BoardMeeting.objects.visible_to(user).select_related("force", "forum")
    found: BoardMeeting = visible_or_404(visible, pk=meeting_id)
    require(works_for(user, found.force))
    return found
