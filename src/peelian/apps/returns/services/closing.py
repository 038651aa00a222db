"""Closing a collection: it is frozen as it stands, and shared with every force that was asked."""

from __future__ import annotations

import hashlib
import json

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.returns.models import Collection
from peelian.apps.returns.queries import missing_sign_offs, status_of_all
from peelian.apps.returns.rounds import ROUNDS_NEEDED, current_round
from peelian.apps.returns.services.moving import locked_for
from peelian.apps.returns.values import values_of
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("returns.close_collection")
def close_collection(*, actor: User, collection: Collection, closing_note: str = "") -> Collection:
    """Close a collection: nothing in it changes any more, and every force that was asked reads all returns.

    It needs two rounds of validation and a reply of every force. Where a force did not sign its return off in a
    round, or the last day that was announced for returns has not passed, `closing_note` says why the collection is
    closed all the same.
    """
    current, state = locked_for(actor, collection, "close")
    _refuse_incomplete(current)
    short = shortcomings(current)
    if short:
        problems = Problems()
        told = " ".join(short)
        problems.need("closing_note", closing_note, f"{told} Say why the collection is closed all the same.")
        problems.raise_if_any()
    current.state = state
    current.closed_on = timezone.localdate()
    current.closing_note = closing_note.strip()
    current.content_sha256 = content_hash(current)
    current.version += 1
    current.save(update_fields=["state", "closed_on", "closing_note", "content_sha256", "version"])
    record_event(
        actor=actor,
        action="returns.close_collection",
        subject=current,
        organisation=current.tenant,
        summary=f"The collection '{current.title}' was closed and shared with the forces.",
        details={"sha256": current.content_sha256, "note": current.closing_note},
    )
    return current


def shortcomings(collection: Collection) -> list[str]:
    """What speaks against closing a collection now and needs a reason, in sentences."""
    missing = missing_sign_offs(collection) if collection.template else []
    told = "; ".join(f"{each.force} in round {each.round}" for each in missing)
    found = [f"Not signed off: {told}."] if told else []
    last = collection.closes_on
    if last is not None and timezone.localdate() <= last:
        found.append(f"Returns may come until {day_words(last)}, the last day that forces were told.")
    return found


def content_hash(collection: Collection) -> str:
    """The SHA-256 of everything that a closed collection says: its values and who could not supply."""
    said = {
        "collection": collection.slug,
        "values": [each.to_json() for each in values_of(collection)],
        "replies": list(
            collection.replies.order_by("force__slug").values_list("force__slug", "state", "reason")
        ),
    }
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _refuse_incomplete(collection: Collection) -> None:
    waiting = status_of_all(collection).outstanding
    if waiting:
        told = "1 force has" if len(waiting) == 1 else f"{len(waiting)} forces have"
        raise RefusalError(
            "refused",
            f"{told} not replied yet: {', '.join(waiting)}. Each force has to answer, or be named as unable with "
            "its reason, before the collection is closed.",
        )
    held = current_round(collection)
    if collection.template and held < ROUNDS_NEEDED:
        raise RefusalError(
            "refused",
            f"Rounds of validation held: {held} of {ROUNDS_NEEDED}. Forces have at least {ROUNDS_NEEDED} chances "
            "to check and correct before the collection is closed.",
        )
