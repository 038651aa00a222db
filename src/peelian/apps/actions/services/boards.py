"""The Management Board and other forums: what they receive, when they meet, what they decide on items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import BoardDecision, BoardMeeting, Forum, ForumMeasure
from peelian.apps.actions.services.work import open_item_of_force, record, require_worker, words_in
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError

SHOWN = ("held", "attended", "minutes")


@service("actions.found_forum")
def found_forum(
    *,
    actor: User,
    force: Organisation,
    title: str,
    every_days: int,
    member_kinds: Sequence[str],
    is_board: bool = False,
    measures: Mapping[str, int] | None = None,
) -> Forum:
    """Set up a forum of the force with what it receives and how often.

    Parameters
    ----------
    measures
        Days between two readings, by measure.
    """
    require_worker(actor, force, to="set up a forum")
    problems = Problems()
    problems.need("title", title, "The forum has no name.")
    if every_days < 1:
        problems.add("every_days", every_days, "Say how many days at most lie between two meetings.")
    kinds = words_in(list(member_kinds))
    if not kinds:
        problems.add("member_kinds", "", "Say which kinds of members are to be there.")
    for measure, days in (measures or {}).items():
        if days < 1 or not measure.strip():
            problems.add(
                "measures", measure, "Each measure has a name and comes at least every so many days."
            )
    if is_board and Forum.objects.filter(force=force, is_board=True).exists():
        problems.add("is_board", "", f"{force.name} has its Management Board already.")
    if Forum.objects.filter(force=force, title=title.strip()).exists():
        problems.add("title", title, f"{force.name} has a forum of this name already.")
    problems.raise_if_any()
    forum = Forum.objects.create(
        force=force, title=title.strip(), every_days=every_days, member_kinds=kinds, is_board=is_board
    )
    ForumMeasure.objects.bulk_create(
        ForumMeasure(forum=forum, measure=measure.strip(), every_days=days)
        for measure, days in (measures or {}).items()
    )
    record(actor, force, "found_forum", forum, f"Forum set up: {forum.title}")
    return forum


@service("actions.plan_meeting")
def plan_meeting(*, actor: User, forum: Forum, on: date) -> BoardMeeting:
    """Put a meeting of a forum into the diary."""
    require_worker(actor, forum.force, to="plan a meeting")
    if forum.meetings.filter(on=on).exists():
        raise RefusalError("refused", f"{forum.title} meets on that day already. Choose another day.")
    meeting = BoardMeeting.objects.create(force=forum.force, forum=forum, on=on)
    record(actor, forum.force, "plan_meeting", meeting, f"Meeting planned: {meeting}")
    return meeting


@service("actions.hold_meeting")
def hold_meeting(
    *, actor: User, meeting: BoardMeeting, attended: Sequence[str], minutes: str, expected_version: int
) -> BoardMeeting:
    """Record that a meeting was held, which kinds of members were there, and what was said."""
    require_worker(actor, meeting.force, to="record a meeting")
    current = lock_for_edit(meeting, expected_version, SHOWN)
    problems = Problems()
    if current.on > timezone.localdate():
        problems.add("on", current.on, "The meeting has not taken place yet. Record it on its day or later.")
    problems.need("minutes", minutes, "The minutes are empty. Say what was discussed.")
    kinds = words_in(list(attended))
    for kind in kinds:
        problems.need_one_of("attended", kind, current.forum.member_kinds, "kind of member of this forum")
    problems.raise_if_any()
    changes = save_edit(current, {"held": True, "attended": kinds, "minutes": minutes.strip()})
    record(actor, current.force, "hold_meeting", current, f"Meeting held: {current}", **changes)
    return current


@service("actions.decide_on_item")
def decide_on_item(*, actor: User, meeting: BoardMeeting, item: Item, text: str) -> BoardDecision:
    """Record what a meeting that was held decided about an open item of the force."""
    force = open_item_of_force(actor, item, to="record a decision on an item")
    if force != meeting.force:
        raise RefusalError("refused", "The meeting and the item belong to two forces. Choose those of one.")
    if not meeting.held:
        raise RefusalError("refused", "This meeting is not recorded as held. Record it first.")
    problems = Problems()
    problems.need("text", text, "The decision says nothing. Say what was decided, and who does it.")
    problems.raise_if_any()
    decision = BoardDecision.objects.create(
        force=force, meeting=meeting, item=item, text=text.strip(), recorded_by=actor
    )
    record(actor, force, "decide_on_item", decision, f"{meeting} on '{item.title}': {decision.text}")
    return decision
