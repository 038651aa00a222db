"""What forces owe to open collections: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection as Some
from collections.abc import Iterator
from datetime import date

from peelian.apps.organisations.queries import due_from
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.rules.running_clocks import RunningClock


def clocks_due(
    today: date, *, until: date | None = None, organisations: Some[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every outstanding reply; with `until` only what is due by then, with `organisations` only what they owe."""
    outstanding = CollectionReply.objects.filter(
        state=CollectionReply.State.OUTSTANDING,
        collection__state=Collection.State.OPEN,
    )
    found = due_from(outstanding, "collection__closes_on", until, "force", organisations)
    rows = found.values_list(
        "pk",
        "force_id",
        "collection_id",
        "collection__title",
        "collection__closes_on",
        "collection__inspectorate_id",
    )
    for pk, force, collection, title, closes_on, inspectorate in rows:
        yield RunningClock(
            kind="data-return",
            subject=str(pk),
            title=title,
            due=closes_on,
            organisation=force,
            force=force,
            inspectorate=inspectorate,
            about=str(collection),
            private=True,
        )
