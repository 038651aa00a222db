"""How old what is told of clocks is, and what of it no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from peelian.apps.notifications.models import Escalation, LastTick
from peelian.apps.notifications.sources import running_clocks
from peelian.rules.periods import day_words

A_DAY = timedelta(days=1)
MOST_LOOKED_AT = 5_000
"""Ladders that a page looks at anew; of more, it tells how they stood at the last tick."""
NEVER = "Nothing is worked out yet: no tick has run, so nobody is reminded of anything. Tell whoever runs this site."
IDLE = "No tick has run for more than a day, so nobody is reminded of anything. Tell whoever runs this site."


def worked_out_words(now: datetime) -> str:
    """When notices and ladders were last worked out, and that it is long ago where it is."""
    last = LastTick.objects.first()
    if last is None:
        return NEVER
    here = timezone.localtime(last.at)
    told = f"Worked out on {day_words(here.date())} at {here:%H:%M}."
    return (
        f"{told} {IDLE}" if now - last.at > A_DAY else f"{told} What came up since is added at the next run."
    )


def still_late(ladders: QuerySet[Escalation], today: date) -> QuerySet[Escalation]:
    """Those of the ladders whose clock still runs, whatever the last tick saw; very many are taken as they stand."""
    found = list(
        ladders.order_by().values_list("pk", "clock", "due", "organisation_id")[: MOST_LOOKED_AT + 1]
    )
    if len(found) > MOST_LOOKED_AT:
        return ladders
    running = _running({row[-1] for row in found}, today)
    done = [pk for pk, clock, due, _ in found if (clock, due) not in running]
    return ladders.exclude(pk__in=done) if done else ladders


def is_still_late(ladder: Escalation, today: date) -> bool:
    """Whether the clock of one ladder still runs."""
    return (ladder.clock, ladder.due) in _running({ladder.organisation_id}, today)


def _running(organisations: Iterable[object], today: date) -> set[tuple[str, date]]:
    """The clocks past their last day that these organisations owe."""
    owing = set(organisations)
    clocks = running_clocks(today, until=today - A_DAY, organisations=owing) if owing else ()  # type: ignore[arg-type]
    return {(clock.key, clock.last_day) for clock in clocks}
