"""What is due on items and not done: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from peelian.apps.followup.models import (
    Deliverable,
    DeliverableReceipt,
    Item,
    Ownership,
    ProgressReview,
    Revisit,
    Verification,
)
from peelian.apps.organisations.queries import due_from
from peelian.rules.clocks import months_after
from peelian.rules.number_words import of_number
from peelian.rules.periods import day_words
from peelian.rules.running_clocks import RunningClock

CHUNK = 2000
WORKED_ON = ("", Item.Stage.NOT_STARTED, Item.Stage.IN_PROGRESS, Item.Stage.MORE_ASKED)
"""Stages in which the force has the next step: its clock stands still while the inspectorate has it."""
ON_FORCE = {"state": Item.State.OPEN, "stage__in": WORKED_ON, "matched": True, "force__isnull": False}
NEWS_DAYS = 60
OWNERS_DAYS = 14
"""Within so many days a force names owners; after so many more its new items are news no longer."""

OF_ITEM = (
    "pk",
    "force_id",
    "inspectorate_id",
    "inspection__lead_inspector_id",
    "inspection__accountable_inspector_id",
)
Organisations = Collection[uuid.UUID] | None


def clocks_due(
    today: date, *, until: date | None = None, organisations: Organisations = None
) -> Iterator[RunningClock]:
    """Every clock that runs.

    Parameters
    ----------
    until
        Leave out what is due later.
    organisations
        Only what these organisations owe; None for all.
    """
    yield from _items(until, organisations)
    yield from _new_items(today, until, organisations)
    yield from _deliverables(until, organisations)
    yield from _reviews(until, organisations)
    yield from _second_looks(until, organisations)
    yield from _revisits(until, organisations)


def next_due(due: date, received_on: date | None, every_months: int | None) -> date:
    """Return the day on which a duty that recurs is due next.

    A receipt counts for the due day that it comes nearest to, early or late; the one after that is next.

    >>> next_due(date(2017, 1, 31), date(2017, 2, 3), 1)
    datetime.date(2017, 2, 28)
    """
    if received_on is None or not every_months:
        return due
    met, number = due, 1
    while (coming := months_after(due, number * every_months)) - received_on < received_on - met:
        met, number = coming, number + 1
    return coming


def _items(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    found = due_from(_worked_on(Item.objects.all(), ""), "due", until, "force", organisations)
    owned = found.annotate(now=FilteredRelation("ownerships", condition=Q(ownerships__until__isnull=True)))
    columns = ("pk", "title", "due", "due_precision", "now__owner_id", *OF_ITEM)
    for pk, title, due, precision, owner, *item in owned.values_list(*columns).iterator(CHUNK):
        yield _owed_by_force("item", pk, title, due, precision, owner, *item)


def _new_items(today: date, until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """Items newly asked of a force and not all owned yet: one clock for each day on which some were published.

    It tells the force once of all that came on that day. What is imported of years past is no news.
    """
    found = Item.objects.filter(
        **ON_FORCE, listed_on__gt=today - timedelta(days=NEWS_DAYS), listed_on__lte=today
    ).filter(raised_on=F("listed_on"))
    if organisations is not None:
        found = found.filter(force__in=organisations)
    unowned = Count("pk", filter=~Exists(Ownership.objects.filter(item=OuterRef("pk"), until__isnull=True)))
    days = found.order_by().values_list("force_id", "inspectorate_id", "listed_on")
    counted = days.annotate(items=Count("pk"), unowned=unowned).filter(unowned__gt=0)
    for force, inspectorate, day, items, _ in counted.order_by("force_id", "listed_on").iterator(CHUNK):
        due = day + timedelta(days=OWNERS_DAYS)
        asked = "name its owner" if items == 1 else "name an owner for each"
        if until is None or due <= until:
            yield RunningClock(
                kind="new-items",
                subject=f"{force}:{day.isoformat()}",
                title=f"{of_number(items, 'new item')} of {day_words(day)}: {asked}",
                due=due,
                organisation=force,
                force=force,
                inspectorate=inspectorate,
                about=str(force),
            )


def _deliverables(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """What items ask for by a day; a duty that recurs falls due again after each receipt."""
    waiting = Q(received_on__isnull=True) | Q(recurs_every_months__isnull=False)
    latest = DeliverableReceipt.objects.filter(deliverable=OuterRef("pk")).order_by("-version")
    asked = _worked_on(Deliverable.objects.filter(waiting), "item__").annotate(
        latest=Coalesce(Subquery(latest.values("received_on")[:1]), "received_on")
    )
    found = due_from(asked, "due", until, "item__force", organisations)
    owned = found.annotate(
        now=FilteredRelation("item__ownerships", condition=Q(item__ownerships__until__isnull=True))
    )
    columns = ("pk", "text", "item__title", "due", "due_precision", "latest", "recurs_every_months")
    rows = owned.values_list(*columns, "now__owner_id", *_of_item())
    for pk, text, title, due, precision, received, every, owner, *item in rows.iterator(CHUNK):
        day = next_due(due, received, every)
        if until is None or day <= until:
            yield _owed_by_force("deliverable", pk, f"{text} ({title})", day, precision, owner, *item)


def _reviews(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """The next look at an item that a review of progress has set and that no later review has taken."""
    taken = ProgressReview.objects.filter(item=OuterRef("item"), reviewed_on__gte=OuterRef("next_review_on"))
    open_ones = ProgressReview.objects.filter(item__state=Item.State.OPEN).exclude(Exists(taken))
    yield from _watched("item-review", open_ones, "next_review_on", until, organisations)


def _second_looks(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """The day on which to look again at a declaration that was tested too early."""
    later = Verification.objects.filter(
        declaration=OuterRef("declaration"), created_at__gt=OuterRef("created_at")
    )
    early = Verification.objects.filter(item__stage=Item.Stage.UNDER_TEST, result="too-early").exclude(
        Exists(later)
    )
    yield from _watched("item-review", early, "look_again_on", until, organisations)


def _revisits(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """Visits that are planned and not done, by the last day of their window."""
    planned = Revisit.objects.filter(item__state=Item.State.OPEN, done_on__isnull=True)
    yield from _watched("revisit", planned, "closes_on", until, organisations)


def _owed_by_force(
    kind: str,
    pk: uuid.UUID,
    title: str,
    due: date,
    precision: Any,
    owner: uuid.UUID | None,
    item: uuid.UUID,
    force: uuid.UUID,
    inspectorate: uuid.UUID,
    lead: uuid.UUID | None,
    accountable: uuid.UUID | None,
) -> RunningClock:
    return RunningClock(
        kind=kind,
        subject=str(pk),
        title=title,
        due=due,
        precision=precision,
        organisation=force,
        force=force,
        inspectorate=inspectorate,
        people=_named(owner),
        watchers=_named(lead, accountable),
        about=str(item),
    )


def _watched(
    kind: str, things: QuerySet[Any], day: str, until: date | None, organisations: Organisations
) -> Iterator[RunningClock]:
    """Clocks of the inspectorate on items: the force is not told of them."""
    found = due_from(things, day, until, "item__inspectorate", organisations)
    rows = found.values_list("pk", "item__title", day, *_of_item())
    for pk, title, due, item, _, inspectorate, lead, accountable in rows.iterator(CHUNK):
        yield RunningClock(
            kind=kind,
            subject=str(pk),
            title=title,
            due=due,
            organisation=inspectorate,
            inspectorate=inspectorate,
            watchers=_named(lead, accountable),
            about=str(item),
            private=True,
            belongs_to=title,
        )


def _worked_on(things: QuerySet[Any], item: str) -> QuerySet[Any]:
    """Of open items of one force that are known by their own text, and on which the force has the next step."""
    return things.filter(**{f"{item}{name}": value for name, value in ON_FORCE.items()})


def _of_item() -> tuple[str, ...]:
    return tuple(f"item__{column}" for column in OF_ITEM)


def _named(*people: uuid.UUID | None) -> tuple[uuid.UUID, ...]:
    return tuple(dict.fromkeys(person for person in people if person is not None))
