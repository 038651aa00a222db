"""Factual accuracy checks that wait for a force: for those who remind people of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import date

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.queries import due_from
from peelian.apps.reports.models import AccuracyCheck
from peelian.rules.running_clocks import RunningClock


def clocks_due(
    today: date, *, until: date | None = None, organisations: Collection[uuid.UUID] | None = None
) -> Iterator[RunningClock]:
    """Every check that is open; with `until` only what is due by then, with `organisations` only what they owe."""
    open_ones = AccuracyCheck.objects.filter(
        closed_at__isnull=True,
        inspection__state=Inspection.State.ACCURACY_CHECK,
        inspection__force__isnull=False,
    )
    found = due_from(open_ones, "closes_on", until, "inspection__force", organisations)
    rows = found.values_list(
        "pk",
        "closes_on",
        "inspection__title",
        "inspection__force_id",
        "inspection__inspectorate_id",
        "inspection__lead_inspector_id",
        "inspection__accountable_inspector_id",
    )
    for pk, closes_on, title, force, inspectorate, *inspectors in rows:
        yield RunningClock(
            kind="accuracy-check",
            subject=str(pk),
            title=title,
            due=closes_on,
            organisation=force,
            force=force,
            inspectorate=inspectorate,
            watchers=tuple(dict.fromkeys(each for each in inspectors if each is not None)),
            private=True,
        )
