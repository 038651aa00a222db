"""What every service of the force's side asks and tells: the role, the person named, the log."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.followup.models import Item
from peelian.apps.followup.policies import FORCE_WORKERS, VERIFIERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.likely_days import unlikely_words

WAIT = "Wait for that, or tell the inspectorate in an update what is still to be done."
WAITING_STAGES = {
    Item.Stage.DECLARED_COMPLETE: f"declared complete. No action is begun on it until that is verified. {WAIT}",
    Item.Stage.UNDER_TEST: (
        f"declared complete, and that is being verified. No action is begun on it meanwhile. {WAIT}"
    ),
    Item.Stage.CLOSING_REQUESTED: (
        f"put forward for closing. No action is begun on it until that is decided. {WAIT}"
    ),
}
"""The stages in which the inspectorate has the next step, each with what became of the item and what to do."""


def require_worker(actor: User, force: Organisation, *, to: str) -> None:
    """Refuse unless the person works on items for the force."""
    require_role(actor, force, *FORCE_WORKERS, to=to)


def open_item_of_force(actor: User, item: Item, *, to: str) -> Organisation:
    """The force of an open item, where the person works for it; the item stays locked."""
    force = _force_of(item)
    require_worker(actor, force, to=to)
    _lock_open(item)
    return force


def open_item_of_inspectorate(actor: User, item: Item, *, to: str) -> Organisation:
    """The force of an open item, where the person tests items for its inspectorate; the item stays locked."""
    force = _force_of(item)
    require_role(actor, item.inspectorate, *VERIFIERS, to=to)
    _lock_open(item)
    return force


def _force_of(item: Item) -> Organisation:
    if item.force is None:
        raise RefusalError(
            "refused",
            f"'{item.title}' is addressed to {item.get_addressee_display().lower()}, not to one force, "
            "so no force works on it here.",
        )
    return item.force


def _lock_open(item: Item) -> None:
    current = Item.objects.select_for_update().get(pk=item.pk)
    if current.state != Item.State.OPEN:
        raise RefusalError(
            "refused",
            f"'{item.title}' is {current.get_state_display().lower()}. Only an open item is worked on; "
            "what comes back is a new item that names the old one.",
        )


def require_not_declared(item: Item) -> None:
    """Refuse to begin work on an item that the inspectorate has to verify or decide on; the item stays locked."""
    current = Item.objects.select_for_update().get(pk=item.pk)
    said = why_waiting(current)
    if said:
        raise RefusalError("refused", said)


def why_waiting(item: Item) -> str:
    """Say why no work is begun on an item now; nothing where the force has the next step."""
    waiting = WAITING_STAGES.get(Item.Stage(item.stage)) if item.stage else None
    return f"'{item.title}' was {waiting}" if waiting else ""


def check_owner(problems: Problems, owner: User, force: Organisation, field: str = "owner") -> None:
    """Note a problem where the person named as owner does not, or no longer, works for the force."""
    if not owner.is_active or not has_role(owner, force, *FORCE_WORKERS):
        problems.add(
            field,
            owner.name,
            f"{owner.name} holds no role in {force.name} that can own work, or has left. "
            "Choose a person who works there now.",
        )


def check_day(problems: Problems, name: str, day: date | None, item: Item | None = None) -> None:
    """Note a problem where work, on an item or without one, cannot bear a day."""
    raised = item.raised_on if item is not None else None
    said = unlikely_words(day, timezone.localdate(), not_before=raised, what="the item was raised")
    if said:
        problems.add(name, day, said)


def words_in(lines: list[str] | tuple[str, ...]) -> list[str]:
    """Words without blanks around, each once, in their order."""
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def record(
    actor: User, force: Organisation, action: str, subject: Model, summary: str, **details: Any
) -> None:
    """Tell the log of the force."""
    record_event(
        actor=actor,
        action=f"actions.{action}",
        subject=subject,
        organisation=force,
        summary=summary,
        details=details,
    )
