"""The strategic owner of an item, and the start of the work on it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.followup.services.work import (
    force_of,
    record_work,
    require_not_ahead,
    require_not_ended,
    require_open,
    take_step,
)
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.organisations.access import has_role, require_role
from peelian.rules.errors import RefusalError, StaleEditError
from peelian.rules.likely_days import unlikely_words


@service("followup.name_owner")
def name_owner(
    *, actor: User, item: Item, owner: User, expected_version: int, since: date | None = None
) -> Ownership:
    """Name the leader who owns an item. The one before stays on record with the last day.

    An owner whom somebody else named since the item was opened is not replaced unseen.
    """
    force = force_of(item)
    require_role(actor, force, *FORCE_WORKERS, to="name the owner of an item")
    require_not_ended(item)
    item = _as_opened(item, expected_version)
    require_open(item)
    if not owner.is_active or not has_role(owner, force, *FORCE_WORKERS):
        raise RefusalError(
            "refused",
            f"{owner.audit_label} holds no role in {force.name} that can own an item. "
            "Choose a person of the force who still works there.",
        )
    day = since or timezone.localdate()
    require_not_ahead(day, "The start of the ownership")
    said = unlikely_words(day, timezone.localdate(), not_before=item.raised_on, what="the item was raised")
    if said:
        raise RefusalError("refused", said)
    current = Ownership.objects.select_for_update().filter(item=item, until__isnull=True).first()
    if current is not None:
        if day < current.since:
            raise RefusalError(
                "refused",
                "The new owner cannot start before the one who owns the item now. Give a later day.",
            )
        current.until = day
        current.save(update_fields=["until"])
    save_edit(item, {})
    made = Ownership.objects.create(item=item, owner=owner, named_by=actor, since=day)
    record_work(actor, item, "name_owner", f"{owner.audit_label} owns '{item.title}'.", owner=str(owner.pk))
    return made


def _as_opened(item: Item, expected_version: int) -> Item:
    """The item, locked; where it changed since it was opened, the refusal tells who owns it now."""
    try:
        return lock_for_edit(item, expected_version, ())
    except StaleEditError as stale:
        owned = Ownership.objects.filter(item=item, until__isnull=True).select_related("owner").first()
        named = {"id": str(owned.owner_id), "words": owned.owner.name} if owned else None
        details = {**stale.details, "current": {"owner": named}}
        raise StaleEditError(stale.code, stale.message, details) from stale


@service("followup.start_work")
def start_work(*, actor: User, item: Item, expected_version: int) -> Item:
    """Say that the work on an item has begun. It needs an owner who is still there."""
    ownership = Ownership.objects.filter(item=item, until__isnull=True).select_related("owner").first()
    if ownership is None:
        raise RefusalError(
            "owner-missing", "The item has no owner. Name the leader who answers for it, then start the work."
        )
    if not ownership.owner.is_active or not has_role(ownership.owner, force_of(item), *FORCE_WORKERS):
        raise RefusalError(
            "owner-missing",
            f"{ownership.owner.audit_label}, who owns the item, has left {force_of(item).name}. Name another owner.",
        )
    started = take_step(actor, item, "start", expected_version)
    record_work(actor, started, "start_work", f"Work on '{started.title}' has begun.")
    return started


@service("followup.record_item_activity")
def record_item_activity(*, actor: User, item: Item, on: date) -> Item:
    """Keep the day on which the force last told how an item stands."""
    require_role(actor, force_of(item), *FORCE_WORKERS, to="tell how an item stands")
    current = Item.objects.select_for_update().get(pk=item.pk)
    require_open(current)
    require_not_ahead(on, "The update")
    if current.last_update_on is None or on > current.last_update_on:
        current.last_update_on = on
        current.save(update_fields=["last_update_on"])
    return current
