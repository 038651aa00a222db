"""Asking that an open item ends without being closed: its place is taken, or it no longer applies.

Another person decides, as on closing. Nothing that has ended opens again.
"""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.followup.models import ClosingRequest, Item, ItemLink
from peelian.apps.followup.policies import ENDERS
from peelian.apps.followup.services.lineage import join, refuse_circle
from peelian.apps.followup.services.work import SHOWN, record_work, require_open, require_words
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError

NO_REASON = "Ending an item needs a reason. Say what was done, seen or decided."


@service("followup.request_superseding")
def request_superseding(
    *, actor: User, item: Item, by: Item, reason: str, expected_version: int
) -> ClosingRequest:
    """Ask that another open item takes the place of this one."""
    require_can_take_place(item, by)
    return _asked(actor, item, ClosingRequest.Ending.SUPERSEDED, reason, expected_version, by)


@service("followup.request_setting_aside")
def request_setting_aside(*, actor: User, item: Item, reason: str, expected_version: int) -> ClosingRequest:
    """Ask that an item be set aside because what it asks for no longer applies."""
    return _asked(actor, item, ClosingRequest.Ending.NO_LONGER_RELEVANT, reason, expected_version)


def require_can_take_place(item: Item, by: Item) -> None:
    """Refuse an item that has ended, is a draft, or is of somebody else: it would leave nothing open."""
    by = Item.objects.select_for_update().get(pk=by.pk)
    if by.pk == item.pk:
        raise RefusalError("refused", "An item cannot take its own place. Choose the newer item.")
    if by.inspectorate_id != item.inspectorate_id or by.force_id not in (item.force_id, None):
        raise RefusalError(
            "refused",
            "The item that takes its place has to be of the same inspectorate and ask the same force.",
        )
    if by.state != Item.State.OPEN:
        raise RefusalError(
            "refused",
            f"'{by.title}' is {by.get_state_display().lower()}. Only an open item takes the place of another, "
            "so that what was asked is still followed.",
        )
    refuse_circle(later=by, earlier=item)
    turned = by.closing_requests.filter(confirmed__isnull=True, place_taken_by=item)
    if turned.exists():
        raise RefusalError(
            "refused",
            f"It is asked already that '{by.title}' is superseded by '{item.title}'. That is decided first.",
        )


def put_in_place(ended: Item, by: Item, reason: str) -> None:
    """Link the item that takes the place of another, which leads nowhere back."""
    join(later=by, earlier=ended, kind=ItemLink.Kind.SUPERSEDES, note=reason)


def refuse_second_request(item: Item) -> None:
    """One request to end an item waits at a time."""
    waiting = item.closing_requests.filter(confirmed__isnull=True).select_related("requested_by").first()
    if waiting is not None:
        raise RefusalError(
            "refused",
            f"{waiting.requested_by.name} has asked already that this item ends "
            f"({waiting.get_ends_as_display().lower()}). That is decided first, by another person.",
        )


def _asked(
    actor: User, item: Item, ending: str, reason: str, expected_version: int, by: Item | None = None
) -> ClosingRequest:
    require_role(actor, item.inspectorate, *ENDERS, to="ask that an item ends")
    reason = require_words(reason, NO_REASON)
    current = lock_for_edit(item, expected_version, SHOWN)
    require_open(current)
    refuse_second_request(current)
    save_edit(current, {})
    request = ClosingRequest.objects.create(
        item=current,
        requested_by=actor,
        requested_on=timezone.localdate(),
        ends_as=ending,
        place_taken_by=by,
        reason=reason,
    )
    words = request.get_ends_as_display().lower()
    record_work(
        actor, current, "request_ending", f"It is asked that '{current.title}' ends: {words}. {reason}"
    )
    return request
