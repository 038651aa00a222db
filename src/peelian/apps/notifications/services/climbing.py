"""What is late climbs its ladder, one dated rung after the other, unless somebody has stopped it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from peelian.apps.notifications.models import Escalation
from peelian.apps.notifications.services.course import Course, Stand
from peelian.apps.notifications.services.rows import insert_new
from peelian.catalogue.reminders import ReminderRule, ReminderStep
from peelian.rules.running_clocks import RunningClock

DESCRIBED = (
    "title", "about", "force_id", "organisation_id", "inspectorate_id", "private", "next_rung", "next_on", "ended_on",
)  # fmt: skip
"""What is taken from the clock anew at every tick."""

COLUMNS = ("id", "clock", "due", "kind", "began_on", "climbed", "stop_reason", "version", *DESCRIBED)
WRITTEN = ("climbed", *(name.removesuffix("_id") for name in DESCRIBED))
Key = tuple[str, date]


def is_stopped(escalation: Escalation | None, today: date) -> bool:
    """Whether the ladder stands still on a day."""
    if escalation is None or escalation.stopped_on is None:
        return False
    return escalation.stopped_until is None or today < escalation.stopped_until


def speaking_steps(
    reached: Sequence[ReminderStep], escalation: Escalation | None, today: date
) -> Sequence[ReminderStep]:
    """Of the steps that are reached, those that may speak: a stopped ladder climbs no further rung."""
    if escalation is None or not is_stopped(escalation, today):
        return reached
    climbed = {rung["rung"] for rung in escalation.climbed}
    return [step for step in reached if not step.rung or step.identifier in climbed]


class Ladders:
    """The ladders of one batch of clocks: read at once, and written at once."""

    def __init__(self, clocks: Sequence[RunningClock], course: Course) -> None:
        self.course = course
        self.today = course.today
        keys = [clock.key for clock in clocks if clock.last_day < self.today]
        found = Escalation.objects.filter(clock__in=keys) if keys else Escalation.objects.none()
        self._known: dict[Key, Escalation] = {(each.clock, each.due): each for each in found}
        self._new: list[tuple[Any, ...]] = []
        self._changed: list[Escalation] = []

    def of(self, clock: RunningClock) -> Escalation | None:
        """The ladder on which a clock stands; None before its last day has passed."""
        return self._known.get((clock.key, clock.last_day))

    def climb(
        self,
        clock: RunningClock,
        rule: ReminderRule,
        stand: Stand,
        steps: Sequence[ReminderStep],
        told: Mapping[str, int],
    ) -> int:
        """Put a late clock on the rungs that it has reached; return how many are new."""
        if clock.last_day >= self.today or not rule.rungs:
            return 0
        known = self.of(clock)
        on_it = {rung["rung"] for rung in known.climbed} if known else set()
        fresh = [
            self._rung(clock, step, told) for step in steps if step.rung and step.identifier not in on_it
        ]
        described = _described(clock, stand)
        if known is None:
            self._new.append(
                (uuid.uuid4(), clock.key, clock.last_day, clock.kind, self.today, fresh, "", 1, *described)
            )
        elif fresh or described != tuple(getattr(known, name) for name in DESCRIBED):
            known.climbed = [*known.climbed, *fresh]
            for name, value in zip(DESCRIBED, described, strict=True):
                setattr(known, name, value)
            self._changed.append(known)
        return len(fresh)

    def write(self) -> None:
        """Write what is new and what has changed."""
        insert_new(Escalation, COLUMNS, self._new)
        if self._changed:
            Escalation.objects.bulk_update(self._changed, WRITTEN, batch_size=500)

    def _rung(self, clock: RunningClock, step: ReminderStep, told: Mapping[str, int]) -> dict[str, Any]:
        return {
            "rung": step.identifier,
            "title": step.rung,
            "due": self.course.day_of(clock, step).isoformat(),
            "on": self.today.isoformat(),
            "people": told.get(step.identifier, 0),
        }


def end_ladders(still_late: Collection[Key], today: date) -> int:
    """End the ladders of what is late no more: it was done, closed, or given another day."""
    under_way = Escalation.objects.filter(ended_on__isnull=True).order_by("pk")
    ended = [
        pk for pk, clock, due in under_way.values_list("pk", "clock", "due") if (clock, due) not in still_late
    ]
    for start in range(0, len(ended), 500):
        Escalation.objects.filter(pk__in=ended[start : start + 500]).update(
            ended_on=today, next_rung="", next_on=None
        )
    return len(ended)


def _described(clock: RunningClock, stand: Stand) -> tuple[Any, ...]:
    return (
        clock.title[:300],
        clock.about or clock.subject,
        clock.force,
        clock.organisation,
        clock.inspectorate,
        clock.private,
        stand.next_rung,
        stand.next_on,
        None,
    )
