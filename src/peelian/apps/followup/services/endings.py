"""Ending an open item without closing it: superseded, or no longer relevant. Nothing opens again."""

from __future__ import annotations

from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.policies import roles_for
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.organisations.access import has_role, require_role
from peelian.rules.errors import RefusalError
from peelian.rules.transitions import ITEM, next_state

SHOWN = ("state", "state_reason")


@service("followup.supersede_item")
def supersede_item(*, actor: User, item: Item, by: Item, reason: str, expected_version: int) -> Item:
    """Put another item in the place of this one, and link the two."""
    if by.inspectorate_id != item.inspectorate_id or by.state == Item.State.DRAFT:
        raise RefusalError(
            "refused", "The item that takes its place has to be published by the same inspectorate."
        )
    if by.pk == item.pk:
        raise RefusalError("refused", "An item cannot take its own place. Choose the newer item.")
    ended = _ended(actor, item, "supersede", reason, expected_version, superseded_by=by)
    ItemLink.objects.get_or_create(
        later=by, earlier=ended, kind=ItemLink.Kind.SUPERSEDES, defaults={"note": reason}
    )
    return ended


@service("followup.mark_no_longer_relevant")
def mark_no_longer_relevant(*, actor: User, item: Item, reason: str, expected_version: int) -> Item:
    """Set an item aside because what it asks for no longer applies, with the reason."""
    return _ended(actor, item, "set-aside", reason, expected_version)


def _ended(actor: User, item: Item, action: str, reason: str, expected_version: int, **values: Any) -> Item:
    roles = roles_for(action)
    require_role(actor, item.inspectorate, *roles, to=f"{action.replace('-', ' ')} an item")
    if not reason.strip():
        raise RefusalError("refused", "Ending an item needs a reason. Say what was done, seen or decided.")
    current = lock_for_edit(item, expected_version, SHOWN)
    role = next(role for role in roles if has_role(actor, item.inspectorate, role))
    state = next_state(ITEM, current.state, action, role)
    changes = save_edit(current, {"state": state, "state_reason": reason, "stage": "", **values})
    record_event(
        actor=actor,
        action=f"followup.{action.replace('-', '_')}_item",
        subject=current,
        organisation=current.tenant,
        summary=f"{current.get_kind_display()} {current.get_state_display().lower()}: {current.title}. {reason}",
        details=changes,
        public=True,
    )
    return current
