"""What forces owe to open collections: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection as Some
from collections.abc import Iterator
from datetime import date

from peelian.apps.returns.models import Collection, CollectionReply
from peelian.rules.running_clocks import RunningClock


def clocks_due(
    today: date, *, until: date | None = None, organisations: Some[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every outstanding reply; with `until` only what is due by then, with `organisations` only what they owe."""
    found = CollectionReply.objects.filter(
        state=CollectionReply.State.OUTSTANDING,
        collection__state=Collection.State.OPEN,
    )
    if until is not None:
        found = found.filter(collection__closes_on__lte=until)
    if organisations is not None:
        found = found.filter(force__in=organisations)
    rows = found.order_by("pk").values_list(
        "pk",
        "force_id",
        "collection_id",
        "collection__title",
        "collection__closes_on",
        "collection__inspectorate_id",
    )
    for pk, force, collection, title, closes_on, inspectorate in rows:
        if closes_on is not None:
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
