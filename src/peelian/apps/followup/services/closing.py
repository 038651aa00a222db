"""Ending an item takes two people: one asks, with the evidence or the reason for it; another confirms."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.hindrances import require_settled
from peelian.apps.followup.models import ClosingRequest, Item, Verification
from peelian.apps.followup.policies import roles_for, roles_to_work
from peelian.apps.followup.services.endings import put_in_place, refuse_second_request, require_can_take_place
from peelian.apps.followup.services.work import (
    SHOWN,
    record_work,
    require_not_ended,
    require_open,
    require_words,
    take_step,
)
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.organisations.access import has_role, require_role
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.transitions import ITEM, next_state

Ending = ClosingRequest.Ending
ACTION = {Ending.CLOSED: "close", Ending.SUPERSEDED: "supersede", Ending.NO_LONGER_RELEVANT: "set-aside"}
EVENT = {"close": "confirm_closing", "supersede": "supersede_item", "set-aside": "set_aside_item"}
NO_REASON = "Closing an item needs a reason. Say what was seen that meets each criterion."


@service("followup.request_closing")
def request_closing(*, actor: User, item: Item, reason: str, expected_version: int) -> ClosingRequest:
    """Ask that an item be closed.

    An item of a force needs a verification that found the criteria met and a result for each deliverable. An
    item to a national body, a partner or all forces is followed by the inspectorate alone: the reason names
    where the evidence is; an item to all forces needs every force's own item to have ended.
    """
    reason = require_words(reason, NO_REASON)
    refuse_second_request(item)
    if item.force is not None:
        asked = take_step(actor, item, "request-closing", expected_version)
        _require_met(asked)
    else:
        asked = _asked_without_force(actor, item, expected_version)
    require_settled(asked)
    _require_parts_ended(asked)
    request = ClosingRequest.objects.create(
        item=asked, requested_by=actor, requested_on=timezone.localdate(), reason=reason
    )
    record_work(actor, asked, "request_closing", f"Closing of '{asked.title}' is requested. {reason}")
    return request


@service("followup.confirm_closing")
def confirm_closing(*, actor: User, item: Item, reason: str, expected_version: int) -> Item:
    """End an item as it was asked for, as the second person. Nothing that has ended opens again."""
    reason = require_words(reason, NO_REASON)
    require_role(actor, item.inspectorate, *roles_for("close"), to="close an item")
    require_not_ended(item)
    current = lock_for_edit(item, expected_version, SHOWN)
    require_open(current)
    request = _decided(actor, current, reason, confirmed=True)
    _require_can_end(current, request)
    action = ACTION[Ending(request.ends_as)]
    role = next(role for role in roles_for(action) if has_role(actor, current.inspectorate, role))
    state = next_state(ITEM, current.state, action, role)
    ended = {"state_reason": reason, "ended_on": timezone.localdate(), "stage": ""}
    changes = save_edit(current, {"state": state, **ended, "superseded_by": request.place_taken_by})
    if request.place_taken_by is not None:
        put_in_place(current, request.place_taken_by, reason)
    record_event(
        actor=actor,
        action=f"followup.{EVENT[action]}",
        subject=current,
        organisation=current.tenant,
        summary=f"{current.get_kind_display()} {current.get_state_display().lower()}: {current.title}. {reason}",
        details={**changes, "requested_by": request.requested_by.audit_reference},
        public=True,
    )
    return current


@service("followup.refuse_closing")
def refuse_closing(*, actor: User, item: Item, reason: str, expected_version: int) -> Item:
    """Send a request back: where closing was asked for, the item is verified further; else it stands as it stood."""
    reason = require_words(reason, "Sending a request back needs a reason. Say what is still to be seen.")
    if item.closing_requests.filter(confirmed__isnull=True).exclude(ends_as=Ending.CLOSED).exists():
        require_role(actor, item.inspectorate, *roles_for("close"), to="decide on the end of an item")
        refused = lock_for_edit(item, expected_version, SHOWN)
        save_edit(refused, {})
    else:
        refused = take_step(actor, item, "refuse-closing", expected_version)
    request = _decided(actor, refused, reason, confirmed=False)
    words = "Closing" if request.ends_as == Ending.CLOSED else "Ending"
    record_work(actor, refused, "refuse_closing", f"{words} of '{refused.title}' is sent back. {reason}")
    return refused


def _require_can_end(item: Item, request: ClosingRequest) -> None:
    if request.ends_as == Ending.CLOSED:
        _require_parts_ended(item)
    if request.place_taken_by is not None:
        require_can_take_place(item, request.place_taken_by)


def _decided(actor: User, item: Item, reason: str, *, confirmed: bool) -> ClosingRequest:
    request = (
        ClosingRequest.objects.select_for_update(of=("self",))
        .filter(item=item, confirmed__isnull=True)
        .select_related("requested_by")
        .first()
    )
    if request is None:
        raise RefusalError(
            "closing-not-requested",
            "Nobody has asked for this item to be closed. An inspector verifies the evidence and asks first.",
        )
    if request.requested_by_id == actor.pk:
        raise NotPermittedError(
            "second-person-needed",
            "You asked that this item ends, so another person has to decide on it.",
        )
    request.decided_by, request.decided_on = actor, timezone.localdate()
    request.confirmed, request.decision_reason = confirmed, reason
    request.save()
    return request


def _asked_without_force(actor: User, item: Item, expected_version: int) -> Item:
    require_role(
        actor, item.inspectorate, *roles_to_work("request-closing"), to="ask for an item to be closed"
    )
    current = lock_for_edit(item, expected_version, SHOWN)
    require_open(current)
    if current.force_items.filter(state=Item.State.OPEN).exists():
        raise RefusalError(
            "refused", "Items of single forces that come from this one are still open. Close those first."
        )
    save_edit(current, {"stage": Item.Stage.CLOSING_REQUESTED})
    return current


def _require_met(item: Item) -> None:
    latest = item.verifications.order_by("tested_on", "created_at").last()
    if latest is None or latest.result != Verification.Result.MET:
        raise RefusalError(
            "not-verified",
            "The latest verification did not find the criteria met. Record one that does before asking for closing.",
        )
    unsettled = [
        each.text
        for each in item.deliverables.filter(follows__isnull=True).prefetch_related("receipts")
        if not each.receipts.all() or not list(each.receipts.all())[-1].result
    ]
    if unsettled:
        raise RefusalError(
            "deliverable-without-result",
            f"{len(unsettled)} of the deliverables have no result: {'; '.join(unsettled)}. Review each of them first.",
        )


def _require_parts_ended(item: Item) -> None:
    waiting = item.recommendations.filter(state=Item.State.OPEN).count()
    if item.kind == Item.Kind.CAUSE_OF_CONCERN and waiting:
        raise RefusalError(
            "recommendations-open",
            f"{waiting} of the recommendations under this cause of concern are still open. "
            "Close them first, or record why they no longer apply.",
        )
