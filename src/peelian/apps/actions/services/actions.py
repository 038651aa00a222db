"""Actions: begun, changed, counted, moved on with their day, and shown by evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ActionState, MovedDueDay, Programme
from peelian.apps.actions.services.work import (
    check_day,
    check_owner,
    open_item_of_force,
    record,
    require_not_declared,
    require_worker,
)
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import refuse_repeat
from peelian.apps.organisations.access import has_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import last_due_day
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words
from peelian.rules.transitions import ACTION, next_state

SHOWN = (
    "title", "text", "theme", "owner", "state", "starts_on", "due", "done_count", "target_count", "unit", "joint",
)  # fmt: skip
LATER_NEEDS_REASON = "The action was due on {due}, and the new day is later. Say why it is moved."


class ActionContent(TypedDict, total=False):
    """What can be said of an action."""

    title: str
    text: str
    theme: str
    owner: User
    starts_on: date | None
    due: date | None
    due_precision: str
    target_count: int | None
    unit: str
    joint: bool
    tracker_reference: str


@service("actions.add_action")
def add_action(
    *,
    actor: User,
    item: Item | None = None,
    programme: Programme | None = None,
    **content: Unpack[ActionContent],
) -> Action:
    """Add an action to an open item of the force, to a programme, or to both."""
    force = _force_for(actor, item, programme)
    if item is not None:
        require_not_declared(item)
    check_content(force, item, programme, {"title": "", "due": None, **content})
    if programme is not None:
        Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    said = _trimmed(content)
    beside = Action.objects.filter(force=force, item=item, programme=programme)
    refuse_repeat(beside.running().filter(**said), f"The action '{said['title']}'")
    action = Action.objects.create(
        force=force, item=item, programme=programme, position=beside.count(), **said
    )
    ActionState.objects.create(
        action=action, state=action.state, on=min(action.starts_on or date.max, timezone.localdate()),
        recorded_by=actor,
    )  # fmt: skip
    record(actor, force, "add_action", action, f"Action added: {action.title}")
    return action


@service("actions.change_action")
def change_action(
    *,
    actor: User,
    action: Action,
    expected_version: int,
    due_reason: str = "",
    **content: Unpack[ActionContent],
) -> Action:
    """Change what is said of an action; a due day before the new one stays on record.

    A new target below what is done already is refused, and so is a later due day without its reason.
    """
    current = locked_action(actor, action, expected_version)
    merged: dict[str, Any] = {name: getattr(current, name) for name in ActionContent.__annotations__}
    merged.update(content)
    check_content(
        current.force, current.item, current.programme, merged,
        done=current.done_count, moved_from=current, due_reason=due_reason,
    )  # fmt: skip
    moved = moved_due_day(actor, current, merged["due"], merged["due_precision"], due_reason)
    if moved is not None:
        moved.save()
    changes = save_edit(current, _trimmed(content))
    record(actor, current.force, "change_action", current, f"Action changed: {current.title}", **changes)
    return current


@service("actions.move_action")
def move_action(
    *, actor: User, action: Action, state: str, expected_version: int, on: date | None = None, note: str = ""
) -> Action:
    """Move an action to another state from a day on; every state keeps its day.

    Done needs evidence, a full count where something is counted, and every action that it needs done first.
    Stopping needs the reason.
    """
    current = locked_action(actor, action, expected_version)
    day = on or timezone.localdate()
    role = next(role for role in FORCE_WORKERS if has_role(actor, current.force, role))
    steps = {move.next_state: move.action for move in ACTION.transitions if move.state == current.state}
    problems = Problems()
    problems.need_one_of("state", state, steps, f"state that follows on '{current.get_state_display()}'")
    last = current.states.last()
    if day > timezone.localdate():
        problems.add("on", day, "A state is recorded once it is there. Give a day up to today.")
    if last is not None and day < last.on:
        problems.add(
            "on", day, f"The state before began on {day_words(last.on)}. Give that day or a later one."
        )
    if state == Action.State.STOPPED:
        problems.need("note", note, "Say why the action is stopped.")
    problems.raise_if_any()
    if state == Action.State.DONE:
        _require_done(current)
    moved_to = next_state(ACTION, current.state, steps[state], role)
    if current.item is not None and not current.is_open:
        require_not_declared(current.item)
    changes = save_edit(current, {"state": moved_to})
    ActionState.objects.create(action=current, state=moved_to, on=day, note=note.strip(), recorded_by=actor)
    record(
        actor, current.force, "move_action", current,
        f"{current.title}: {current.get_state_display().lower()}.", **changes,
    )  # fmt: skip
    return current


@service("actions.count_action")
def count_action(*, actor: User, action: Action, done_count: int, expected_version: int) -> Action:
    """Record how many of a countable action are done; more than its target is refused until that is set anew."""
    current = locked_action(actor, action, expected_version)
    if current.target_count is None:
        raise RefusalError(
            "refused", f"Nothing is counted in '{current.title}'. Give it a target first, such as 13 events."
        )
    if not 0 <= done_count <= current.target_count:
        raise RefusalError(
            "refused",
            f"{done_count} lies outside 0 to {current.target_count}, the target of '{current.title}'. "
            "Set the target anew if more are to be done.",
        )
    values: dict[str, Any] = {"done_count": done_count}
    if done_count and current.state == Action.State.NOT_STARTED:
        values["state"] = Action.State.IN_PROGRESS
        ActionState.objects.create(
            action=current, state=values["state"], on=timezone.localdate(), recorded_by=actor
        )
    changes = save_edit(current, values)
    record(
        actor, current.force, "count_action", current,
        f"{current.title}: {done_count} of {current.target_count}.", **changes,
    )  # fmt: skip
    return current


def moves_later(action: Action, due: date, precision: str) -> bool:
    """Whether a new due day gives an action more time than it had."""
    return action.due is not None and _last_day(due, precision) > _last_day(action.due, action.due_precision)


def moved_due_day(actor: User, action: Action, due: date, precision: str, reason: str) -> MovedDueDay | None:
    """The record of a due day that is about to change; nothing where it stays."""
    if action.due is None or (action.due, action.due_precision) == (due, precision):
        return None
    return MovedDueDay(
        action=action,
        due=action.due,
        due_precision=action.due_precision,
        moved_to=due,
        moved_to_precision=precision,
        reason=reason.strip(),
        moved_on=timezone.localdate(),
        moved_by=actor,
    )


def _last_day(due: date, precision: str) -> date:
    return last_due_day(due, "month" if precision == Item.Precision.MONTH else "day")


def locked_action(actor: User, action: Action, expected_version: int) -> Action:
    """The action as it stands, locked, for a person who may edit it."""
    require_editor(actor, action)
    return lock_for_edit(action, expected_version, SHOWN)


def require_editor(actor: User, action: Action) -> None:
    """Those who work for the force edit its actions; those of a programme are for the force's owner of it.

    An action whose item has ended stays on record as it is; its item stays locked.
    """
    require_worker(actor, action.force, to="change an action")
    if action.programme is None and action.item is not None:
        action.item = Item.objects.select_for_update().get(pk=action.item.pk)
        if action.rests_words:
            raise RefusalError("refused", action.rests_words)
    if action.programme is not None and action.programme.owner_id != actor.pk:
        raise NotPermittedError(
            "not-permitted",
            f"Actions of the programme '{action.programme.title}' are changed by its owner in the force, "
            f"{action.programme.owner.name}. Others read and comment.",
        )


def check_content(
    force: Organisation,
    item: Item | None,
    programme: Programme | None,
    content: Mapping[str, Any],
    *,
    done: int = 0,
    moved_from: Action | None = None,
    due_reason: str = "",
) -> None:
    """Refuse what an action cannot be said to be, all at once."""
    problems = Problems()
    problems.need("title", content.get("title"), "The action has no title. Say in a few words what is done.")
    owner = content.get("owner")
    problems.need("owner", owner, "The action has no owner. Name who does it.")
    if owner is not None:
        check_owner(problems, owner, force)
    due, starts_on = content.get("due"), content.get("starts_on")
    problems.need("due", due, "The action has no due date. Give the day by which it is done.")
    check_day(problems, "due", due, item)
    if moved_from is not None and due and moves_later(moved_from, due, content.get("due_precision", "day")):
        problems.need("due_reason", due_reason, LATER_NEEDS_REASON.format(due=moved_from.due_words))
    check_day(problems, "starts_on", starts_on, item)
    if due and starts_on and due < starts_on:
        problems.add("due", due, "The action is due before it starts. Change one of the days.")
    target = content.get("target_count")
    if target is not None and (target < 1 or target < done):
        problems.add("target_count", target, f"A target is at least 1 and not below the {done} done already.")
    if programme is not None and programme.themes:
        problems.need_one_of("theme", content.get("theme", ""), programme.themes, "theme of the programme")
    problems.raise_if_any()


def _force_for(actor: User, item: Item | None, programme: Programme | None) -> Organisation:
    """The force whose action it will be, where the person may add one."""
    if programme is None:
        if item is None:
            raise RefusalError("refused", "An action serves an item or a programme. Name one of them.")
        return open_item_of_force(actor, item, to="add an action")
    require_worker(actor, programme.force, to="add an action")
    if item is not None and open_item_of_force(actor, item, to="add an action") != programme.force:
        raise RefusalError("refused", "The item and the programme belong to two forces. Choose those of one.")
    if programme.owner_id != actor.pk:
        raise NotPermittedError(
            "not-permitted",
            f"Actions of the programme '{programme.title}' are added by its owner in the force, "
            f"{programme.owner.name}. Others read and comment.",
        )
    return programme.force


def _require_done(action: Action) -> None:
    waiting = [
        each.needed.title
        for each in action.needs.select_related("needed")
        if each.needed.state != Action.State.DONE
    ]
    if waiting:
        raise RefusalError(
            "refused",
            f"'{action.title}' needs these done first: {'; '.join(waiting)}. Finish them, or take the need away.",
        )
    if action.target_count is not None and action.done_count < action.target_count:
        raise RefusalError(
            "refused", f"{action.done_count} of {action.target_count} are done. Count the rest, or set the target anew."
        )  # fmt: skip
    if not action.evidence.exists():
        raise RefusalError("refused", f"Nothing shows that '{action.title}' was done. Add evidence first.")


def _trimmed(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in content.items()}
