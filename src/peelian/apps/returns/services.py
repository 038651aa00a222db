"""Making a collection, opening it to every force in scope, and recording what each force did."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import COLLECTORS, can_record_reply
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words

PRECISIONS = ("day", "month", "year")


@service("returns.create_collection")
def create_collection(
    *,
    actor: User,
    inspectorate: Organisation,
    slug: str,
    title: str,
    period: str,
    requested_on: date,
    requested_precision: str = "day",
) -> Collection:
    """Prepare a request for data; no force sees it before it is opened."""
    require_role(actor, inspectorate, *COLLECTORS, to="make a collection")
    problems = Problems()
    problems.need("title", title, "The collection has no title. Say what is asked for.")
    problems.need(
        "period", period, "The collection has no period. Give it, such as 'year ending 31 March 2022'."
    )
    problems.need("slug", slug, "The collection has no short name for its address. Give it one.")
    problems.need_address("slug", slug, 80)
    problems.need_one_of("requested_precision", requested_precision, PRECISIONS, "precision of a date")
    if Collection.objects.filter(inspectorate=inspectorate, slug=slug).exists():
        problems.add("slug", slug, f"There is already a collection '{slug}'. Choose another short name.")
    problems.raise_if_any()
    collection = Collection.objects.create(
        inspectorate=inspectorate,
        slug=slug,
        title=title,
        period=period,
        requested_on=requested_on,
        requested_precision=requested_precision,
    )
    record_event(
        actor=actor,
        action="returns.create_collection",
        subject=collection,
        organisation=inspectorate,
        summary=f"The collection '{title}' was prepared.",
        details={
            "period": period,
            "requested_on": requested_on.isoformat(),
            "precision": requested_precision,
        },
    )
    return collection


@service("returns.open_collection")
def open_collection(*, actor: User, collection: Collection, opened_on: date) -> Collection:
    """Open a collection: every force in scope now owes a reply."""
    require_role(actor, collection.tenant, *COLLECTORS, to="open a collection")
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    if current.opened_on is not None:
        raise RefusalError(
            "refused", f"'{current.title}' has been open since {day_words(current.opened_on)}."
        )
    current.opened_on = opened_on
    current.save(update_fields=["opened_on"])
    replies = CollectionReply.objects.bulk_create(
        CollectionReply(collection=current, force=force) for force in forces_in_scope()
    )
    record_event(
        actor=actor,
        action="returns.open_collection",
        subject=current,
        organisation=current.tenant,
        summary=f"The collection '{current.title}' was opened to {len(replies)} forces.",
        details={"forces": len(replies), "opened_on": opened_on.isoformat()},
    )
    return current


@service("returns.record_reply")
def record_reply(*, actor: User, reply: CollectionReply, answered_on: date) -> CollectionReply:
    """Record that a force has answered. A force that was unable to may still answer."""
    current = _reply_to_change(actor, reply)
    if current.state == CollectionReply.State.ANSWERED:
        raise RefusalError(
            "refused", f"{current.force.name} has already answered '{current.collection.title}'."
        )
    _check_answered_on(current, answered_on)
    was = current.state
    current.state = CollectionReply.State.ANSWERED
    current.answered_on = answered_on
    current.reason = ""
    return _saved(actor, current, was, "returns.record_reply", f"answered '{current.collection.title}'")


@service("returns.mark_unable")
def mark_unable(*, actor: User, reply: CollectionReply, reason: str) -> CollectionReply:
    """Record that a force cannot supply the data, with the reason that stands in notes under figures."""
    current = _reply_to_change(actor, reply)
    if current.state == CollectionReply.State.ANSWERED:
        raise RefusalError(
            "refused", f"{current.force.name} has already answered '{current.collection.title}'."
        )
    problems = Problems()
    problems.need(
        "reason", reason, "A force that cannot supply data needs a reason. Say why, for the reader."
    )
    problems.raise_if_any()
    was = current.state
    current.state = CollectionReply.State.UNABLE
    current.reason = reason.strip()
    return _saved(
        actor,
        current,
        was,
        "returns.mark_unable",
        f"cannot supply '{current.collection.title}': {current.reason}",
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


def _saved(actor: User, current: CollectionReply, was: str, action: str, words: str) -> CollectionReply:
    current.save()
    record_event(
        actor=actor,
        action=action,
        subject=current,
        organisation=current.tenant,
        summary=f"{current.force.name} {words}.",
        details={"before": was, "after": current.state},
    )
    return current
