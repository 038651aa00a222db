"""What is late climbs its ladder, one dated rung after the other, unless somebody has stopped it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from peelian.apps.notifications.models import Escalation
from peelian.catalogue.reminders import ReminderRule, ReminderStep
from peelian.rules.reminders import next_rung, step_day
from peelian.rules.running_clocks import RunningClock

CHANGING = (
    "title", "about", "force", "organisation", "inspectorate", "private", "climbed", "next_rung", "next_on", "ended_on",
)  # fmt: skip
Key = tuple[str, date]


def is_stopped(escalation: Escalation | None, today: date) -> bool:
    """Whether the ladder stands still on a day."""
    if escalation is None or escalation.stopped_on is None:
        return False
    return escalation.stopped_until is None or today < escalation.stopped_until


def speaking_steps(
    reached: Sequence[ReminderStep], escalation: Escalation | None, today: date
) -> list[ReminderStep]:
    """Of the steps that are reached, those that may speak: a stopped ladder climbs no further rung."""
    if not is_stopped(escalation, today):
        return list(reached)
    climbed = {rung["rung"] for rung in escalation.climbed} if escalation else set()
    return [step for step in reached if not step.rung or step.identifier in climbed]


class Ladders:
    """The ladders of one batch of clocks: read at once, and written at once."""

    def __init__(self, clocks: Sequence[RunningClock], today: date, holidays: Collection[date]) -> None:
        self.today = today
        self.holidays = holidays
        keys = [clock.key for clock in clocks if clock.last_day < today]
        found = Escalation.objects.filter(clock__in=keys) if keys else Escalation.objects.none()
        self._known: dict[Key, Escalation] = {(each.clock, each.due): each for each in found}
        self._new: list[Escalation] = []
        self._changed: list[Escalation] = []

    def of(self, clock: RunningClock) -> Escalation | None:
        """The ladder on which a clock stands; None before its last day has passed."""
        return self._known.get((clock.key, clock.last_day))

    def climb(
        self, clock: RunningClock, rule: ReminderRule, steps: Sequence[ReminderStep], told: Mapping[str, int]
    ) -> int:
        """Put a late clock on the rungs that it has reached; return how many are new."""
        if clock.last_day >= self.today or not rule.rungs:
            return 0
        known = self.of(clock)
        ladder = known or Escalation(
            clock=clock.key, due=clock.last_day, kind=clock.kind, began_on=self.today
        )
        before = _values(ladder)
        on_it = {rung["rung"] for rung in ladder.climbed}
        fresh = [step for step in steps if step.rung and step.identifier not in on_it]
        ladder.climbed = [*ladder.climbed, *(self._rung(clock, step, told) for step in fresh)]
        self._describe(ladder, clock, rule)
        if known is None:
            self._new.append(ladder)
        elif _values(ladder) != before:
            self._changed.append(ladder)
        return len(fresh)

    def write(self) -> None:
        """Write what is new and what has changed."""
        Escalation.objects.bulk_create(self._new, ignore_conflicts=True)
        if self._changed:
            Escalation.objects.bulk_update(self._changed, CHANGING, batch_size=500)

    def _rung(self, clock: RunningClock, step: ReminderStep, told: Mapping[str, int]) -> dict[str, Any]:
        return {
            "rung": step.identifier,
            "title": step.rung,
            "due": step_day(clock.last_day, step.days, self.holidays).isoformat(),
            "on": self.today.isoformat(),
            "people": told.get(step.identifier, 0),
        }

    def _describe(self, ladder: Escalation, clock: RunningClock, rule: ReminderRule) -> None:
        ladder.title = clock.title[:300]
        ladder.about = clock.about or clock.subject
        ladder.force_id, ladder.inspectorate_id = clock.force, clock.inspectorate
        ladder.organisation_id = clock.organisation
        ladder.private = clock.private
        ladder.ended_on = None
        coming = next_rung(rule.rungs, clock.last_day, self.today, self.holidays)
        ladder.next_rung = (coming[0].rung or "") if coming else ""
        ladder.next_on = coming[1] if coming else None


def end_ladders(still_late: Collection[Key], today: date) -> int:
    """End the ladders of what is late no more: it was done, closed, or given another day."""
    ended = [
        pk
        for pk, clock, due in Escalation.objects.filter(ended_on__isnull=True)
        .order_by("pk")
        .values_list("pk", "clock", "due")
        .iterator(2000)
        if (clock, due) not in still_late
    ]
    for start in range(0, len(ended), 500):
        Escalation.objects.filter(pk__in=ended[start : start + 500]).update(
            ended_on=today, next_rung="", next_on=None
        )
    return len(ended)


def _values(ladder: Escalation) -> tuple[Any, ...]:
    return (
        ladder.title,
        ladder.about,
        ladder.force_id,
        ladder.organisation_id,
        ladder.inspectorate_id,
        ladder.private,
        len(ladder.climbed),
        ladder.next_rung,
        ladder.next_on,
        ladder.ended_on,
    )
