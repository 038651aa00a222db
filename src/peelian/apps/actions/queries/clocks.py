"""What is due in the work of forces and not done: for those who remind people of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce

from peelian.apps.actions.models import Action, Initiative, Milestone, RecurringCheck
from peelian.apps.actions.queries.gaps import round_of
from peelian.apps.actions.queries.standing import OWING_NEWS
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.queries import due_from
from peelian.rules.running_clocks import RunningClock

CHUNK = 2000
OF_ITEM = ("item__title", "item__state")
Organisations = Collection[uuid.UUID] | None


def clocks_due(
    today: date, *, until: date | None = None, organisations: Organisations = None
) -> Iterator[RunningClock]:
    """Every clock that runs in the work of forces.

    Parameters
    ----------
    until
        Leave out what is due later.
    organisations
        Only what these organisations owe; None for all.
    """
    yield from _updates(until, organisations)
    yield from _actions(until, organisations)
    yield from _initiatives(until, organisations)
    yield from _milestones(until, organisations)
    yield from _checks(today, until, organisations)


def _updates(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    """The next update on each open item: its own interval, or that of the regime, after the last one."""
    usual = regime().work_of_forces.update_every_days
    found = Item.objects.filter(**OWING_NEWS).annotate(
        told_on=Coalesce(F("last_update_on"), F("raised_on")),
        now=FilteredRelation("ownerships", condition=Q(ownerships__until__isnull=True)),
    )
    found = found.filter(told_on__isnull=False)
    if organisations is not None:
        found = found.filter(force__in=organisations)
    columns = (
        "pk",
        "title",
        "told_on",
        "update_interval__days",
        "force_id",
        "inspectorate_id",
        "now__owner_id",
    )
    for pk, title, told_on, days, force, inspectorate, owner in found.values_list(*columns).iterator(CHUNK):
        due = told_on + timedelta(days=days or usual)
        if until is None or due <= until:
            yield RunningClock(
                kind="item-update",
                subject=f"{pk}:{told_on.isoformat()}",
                title=title,
                due=due,
                organisation=force,
                force=force,
                inspectorate=inspectorate,
                people=(owner,) if owner else (),
            )


def _actions(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    found = due_from(Action.objects.running(), "due", until, "force", organisations)
    columns = ("pk", "title", "due", "due_precision", "force_id", "owner_id", *OF_ITEM)
    for pk, title, due, precision, force, owner, *item in found.values_list(*columns).iterator(CHUNK):
        of = _public_title(*item)
        yield _own("action", pk, title, due, force, owner, precision=precision, belongs_to=of)


def _initiatives(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    running = Initiative.objects.filter(evaluated_on__isnull=True)
    found = due_from(running, "evaluation_due", until, "force", organisations)
    columns = ("pk", "title", "evaluation_due", "force_id", "owner_id", *OF_ITEM)
    for pk, title, due, force, owner, *item in found.values_list(*columns).iterator(CHUNK):
        of = _public_title(*item)
        yield _own("initiative-evaluation", pk, title, due, force, owner, belongs_to=of)


def _milestones(until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    ahead = Milestone.objects.filter(reached_on__isnull=True)
    found = due_from(ahead, "due", until, "programme__force", organisations)
    columns = ("pk", "title", "due", "due_precision", "programme__force_id", "programme__owner_id")
    for pk, title, due, precision, force, owner in found.values_list(*columns).iterator(CHUNK):
        yield _own("milestone", pk, title, due, force, owner, precision=precision)


def _checks(today: date, until: date | None, organisations: Organisations) -> Iterator[RunningClock]:
    found = RecurringCheck.objects.prefetch_related("runs")
    if organisations is not None:
        found = found.filter(force__in=organisations)
    for check in found:
        due = round_of(check, today).next_due
        if until is None or due <= until:
            yield _own(
                "recurring-check",
                f"{check.pk}:{due.isoformat()}",
                check.title,
                due,
                check.force_id,
                check.owner_id,
            )


def _own(
    kind: str,
    subject: object,
    title: str,
    due: date,
    force: uuid.UUID,
    owner: uuid.UUID,
    *,
    precision: str = "day",
    belongs_to: str = "",
) -> RunningClock:
    """A clock of the force's own, which nobody outside knows of."""
    return RunningClock(
        kind=kind,
        subject=str(subject),
        title=title,
        due=due,
        precision=precision,  # type: ignore[arg-type]
        organisation=force,
        force=force,
        people=(owner,),
        private=True,
        belongs_to=belongs_to,
    )


def _public_title(title: str | None, state: str | None) -> str:
    """The title of the item behind a thing of the force's own, where the public can read it."""
    return title if title and state != Item.State.DRAFT else ""
