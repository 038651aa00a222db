"""What forces owe to open collections: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection as Some
from collections.abc import Iterator
from datetime import date

from peelian.apps.organisations.queries import due_from
from peelian.apps.returns.models import CollectionReply
from peelian.apps.returns.queries.awaited import awaited_replies
from peelian.apps.returns.rounds import sign_off_by
from peelian.rules.running_clocks import RunningClock


def clocks_due(
    today: date, *, until: date | None = None, organisations: Some[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every reply that waits; with `until` only what is due by then, with `organisations` only what they owe.

    A force that has not replied owes its return; one that has owes the sign-off of the present round, or an answer.
    """
    found = due_from(awaited_replies(), "collection__closes_on", None, "force", organisations)
    rows = found.values_list(
        "pk",
        "state",
        "force_id",
        "collection_id",
        "collection__title",
        "collection__closes_on",
        "collection__inspectorate_id",
        "round_number",
        "round_opened_on",
    )
    for pk, state, force, collection, title, closes_on, inspectorate, number, opened_on in rows:
        is_first = state == CollectionReply.State.OUTSTANDING
        due = closes_on if is_first else sign_off_by(closes_on, opened_on)
        if until is not None and due > until:
            continue
        yield RunningClock(
            kind="data-return" if is_first else "return-sign-off",
            subject=str(pk) if is_first else f"{pk} round {number}",
            title=title,
            due=due,
            organisation=force,
            force=force,
            inspectorate=inspectorate,
            about=str(collection),
            private=True,
        )
