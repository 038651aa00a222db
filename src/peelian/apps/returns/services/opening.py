"""Opening an agreed collection to its forces."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import COLLECTORS
from peelian.apps.returns.queries import forces_asked
from peelian.apps.returns.services.moving import locked_for
from peelian.rules.errors import RefusalError
from peelian.rules.number_words import of_number
from peelian.rules.periods import day_words


@service("returns.open_collection")
def open_collection(
    *, actor: User, collection: Collection, opened_on: date, expected_version: int | None = None
) -> Collection:
    """Open a collection: every force that it names, or every force in scope, now owes a reply.

    A collection whose design was not agreed is not opened, nor one on a day outside those that forces were told.
    """
    require_role(actor, collection.tenant, *COLLECTORS, to="open a collection")
    _refuse_what_is_not_agreed(collection)
    current, state = locked_for(actor, collection, "open", expected_version)
    _refuse_day(current, opened_on)
    current.state = state
    current.opened_on = opened_on
    current.version += 1
    current.save(update_fields=["state", "opened_on", "version"])
    replies = CollectionReply.objects.bulk_create(
        CollectionReply(collection=current, force=force) for force in forces_asked(current)
    )
    record_event(
        actor=actor,
        action="returns.open_collection",
        subject=current,
        organisation=current.tenant,
        summary=f"The collection '{current.title}' was opened to {of_number(len(replies), 'force')}.",
        details={"forces": len(replies), "opened_on": opened_on.isoformat()},
    )
    return current


def _refuse_day(collection: Collection, opened_on: date) -> None:
    """A collection opens by today, between the first and the last day that forces were told, once it is agreed."""
    first, last, agreed_on = collection.opens_on, collection.closes_on, collection.agreed_on
    told = day_words(opened_on)
    why = ""
    if opened_on > timezone.localdate():
        why = f"{told} has not come yet. Give a day up to today."
    elif agreed_on is not None and opened_on < agreed_on:
        why = f"{told} is before the design was agreed, on {day_words(agreed_on)}. Give a later day."
    elif first is not None and opened_on < first:
        why = f"{told} is before the first day for returns that forces were told, {day_words(first)}. Open it then."
    elif last is not None and opened_on > last:
        why = (
            f"The last day for returns that forces were told, {day_words(last)}, has passed: every force would be late "
            "at once. Take the collection back into design, give a later day, and settle it again."
        )
    problems = Problems()
    if why:
        problems.add("opened_on", opened_on, why)
    problems.raise_if_any()


def _refuse_what_is_not_agreed(collection: Collection) -> None:
    current = Collection.objects.select_for_update().get(pk=collection.pk)
    if current.opened_on is not None:
        raise RefusalError(
            "refused", f"'{current.title}' has been open since {day_words(current.opened_on)}."
        )
    if current.state != Collection.State.AGREED:
        raise RefusalError(
            "refused",
            f"The design of '{current.title}' is not agreed: it is {current.get_state_display().lower()}. Put it to "
            "the forces, answer their comments, and mark it as agreed before it is opened.",
        )
