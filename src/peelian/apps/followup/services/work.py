"""What every step of the work on an item asks first: that it is open, and that the role may take the step."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import roles_to_work
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words
from peelian.rules.transitions import ITEM_WORK, next_state

SHOWN = ("state", "stage", "progress")
FORCE_STEPS = ("start", "declare-complete")


def force_of(item: Item) -> Organisation:
    """The force that answers for an item; items to others are followed by the inspectorate alone."""
    if item.force is None:
        raise RefusalError(
            "refused",
            f"'{item.title}' is addressed to {item.get_addressee_display().lower()}, not to one force. "
            "Only an item of a force has an owner, a declaration and updates.",
        )
    return item.force


def require_open(item: Item) -> None:
    """Work happens on open items alone: a draft is not known to anybody, and what has ended stays ended."""
    if item.state != Item.State.OPEN:
        raise RefusalError(
            "refused",
            f"'{item.title}' is {item.get_state_display().lower()}. Only an open item is worked on; "
            "what comes back is a new item that names the old one.",
        )


def require_not_ended(item: Item) -> None:
    """Refuse an item that was read as ended: that is what a page that was left open is told, not that it is stale."""
    if item.state != Item.State.DRAFT:
        require_open(item)


def take_step(actor: User, item: Item, action: str, expected_version: int, **values: Any) -> Item:
    """Move the work on an item one step on, with the stage that the table of transitions gives.

    Returns the item as it stands after the step; the caller tells the log.
    """
    roles = roles_to_work(action)
    whose = force_of(item) if action in FORCE_STEPS else item.inspectorate
    require_role(actor, whose, *roles, to=f"{action.replace('-', ' ')} an item")
    require_not_ended(item)
    current = lock_for_edit(item, expected_version, SHOWN)
    require_open(current)
    role = next(role for role in roles if has_role(actor, whose, role))
    save_edit(current, {"stage": next_state(ITEM_WORK, current.stage, action, role), **values})
    return current


def stay_at(stage: str, actor: User, item: Item, action: str, expected_version: int) -> Item:
    """Lock an item at the stage from which the role could take an action, and leave it there as a new version."""
    require_role(actor, item.inspectorate, *roles_to_work(action), to="verify an item")
    require_not_ended(item)
    current = lock_for_edit(item, expected_version, SHOWN)
    require_open(current)
    if current.stage != stage:
        raise RefusalError(
            "transition-refused",
            f"'{current.title}' stands at '{current.get_stage_display()}', not at '{Item.Stage(stage).label}'. "
            "Take the steps before this one first.",
        )
    save_edit(current, {})
    return current


def require_words(words: str, sentence: str) -> str:
    """Refuse blank words with a sentence that says what is wanted; return them without blanks around."""
    if not words.strip():
        raise RefusalError("refused", sentence)
    return words.strip()


def require_not_ahead(day: date, what: str) -> None:
    """Refuse a day that has not come yet."""
    today = timezone.localdate()
    if day > today:
        raise RefusalError(
            "refused", f"{what} is dated {day_words(day)}, which has not come yet. Give a day up to today."
        )


def record_work(
    actor: User, item: Item, action: str, summary: str, *, public: bool = False, **details: Any
) -> None:
    """Tell the log of the force whose item it is; of the work the public sees only that something came in."""
    record_event(
        actor=actor,
        action=f"followup.{action}",
        subject=item,
        organisation=item.force or item.inspectorate,
        summary=summary,
        details=details,
        public=public,
    )
