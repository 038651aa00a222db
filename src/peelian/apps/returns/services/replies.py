"""Recording what a force did where no return says it: an answer that came another way, or that it cannot supply."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.returns.models import CollectionReply
from peelian.apps.returns.policies import can_record_reply
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words

EDITED = ("state", "reason", "answered_on")


@service("returns.record_reply")
def record_reply(*, actor: User, reply: CollectionReply, answered_on: date) -> CollectionReply:
    """Record that a force has answered by another way. A force that was unable to may still answer.

    A collection with a template is answered by signing a return off.
    """
    current = _reply_to_change(actor, reply)
    _refuse_answered(current)
    if current.collection.template:
        raise RefusalError(
            "refused",
            f"'{current.collection.title}' is answered by a return. It counts as answered once "
            f"{current.force.name} has signed its return off.",
        )
    _check_answered_on(current, answered_on)
    values = {"state": CollectionReply.State.ANSWERED, "answered_on": answered_on, "reason": ""}
    words = f"answered '{current.collection.title}'"
    return _saved(actor, current, values, "returns.record_reply", words)


@service("returns.mark_unable")
def mark_unable(
    *, actor: User, reply: CollectionReply, reason: str, expected_version: int | None = None
) -> CollectionReply:
    """Record that a force cannot supply the data, with the reason that stands in notes under figures.

    `expected_version` is that of the reply as it was opened; an earlier reason is never replaced unseen, and
    stays in the history.
    """
    current = _reply_to_change(actor, reply)
    _refuse_answered(current)
    lock_for_edit(reply, reply.version if expected_version is None else expected_version, EDITED)
    problems = Problems()
    problems.need(
        "reason", reason, "A force that cannot supply data needs a reason. Say why, for the reader."
    )
    problems.raise_if_any()
    values = {"state": CollectionReply.State.UNABLE, "reason": reason.strip()}
    words = f"cannot supply '{current.collection.title}': {reason.strip()}"
    return _saved(actor, current, values, "returns.mark_unable", words)


def _refuse_answered(current: CollectionReply) -> None:
    if current.state == CollectionReply.State.ANSWERED:
        raise RefusalError(
            "refused", f"{current.force.name} has already answered '{current.collection.title}'."
        )


def _reply_to_change(actor: User, reply: CollectionReply) -> CollectionReply:
    if not can_record_reply(actor, reply):
        raise NotPermittedError(
            NOT_PERMITTED,
            "You cannot change this reply: a force changes its own, while the collection is open, and the "
            "inspectorate that asks changes any.",
        )
    return CollectionReply.objects.select_for_update().get(pk=reply.pk)


def _check_answered_on(reply: CollectionReply, answered_on: date) -> None:
    problems = Problems()
    opened_on = reply.collection.opened_on
    if answered_on > timezone.localdate():
        problems.add(
            "answered_on", answered_on, f"{day_words(answered_on)} has not come yet. Give a day up to today."
        )
    elif opened_on is not None and answered_on < opened_on:
        problems.add(
            "answered_on",
            answered_on,
            f"{day_words(answered_on)} is before the collection was opened, on {day_words(opened_on)}. "
            "Give a later day.",
        )
    problems.raise_if_any()


def _saved(
    actor: User, current: CollectionReply, values: Mapping[str, object], action: str, words: str
) -> CollectionReply:
    changes = save_edit(current, values)
    record_event(
        actor=actor,
        action=action,
        subject=current,
        organisation=current.tenant,
        summary=f"{current.force.name} {words}.",
        details=changes,
    )
    return current
