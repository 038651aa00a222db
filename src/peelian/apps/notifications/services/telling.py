"""Writing down whom a clock speaks to: one notice for a person and a step, whatever becomes of the tick."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from peelian.apps.notifications.models import DeliveryChoice, Notice
from peelian.apps.notifications.queries.audiences import Roll, Told
from peelian.apps.notifications.services.climbing import Key, Ladders, speaking_steps
from peelian.apps.notifications.services.course import Course
from peelian.apps.notifications.services.rows import insert_new
from peelian.catalogue.reminders import ReminderRule, Reminders, ReminderStep
from peelian.rules.running_clocks import RunningClock

KEY = ("clock", "due", "person_id", "step")
"""What makes a notice the same notice."""

COLUMNS = (
    *KEY, "id", "organisation_id", "audience", "rung", "kind", "about", "force_id", "title", "words", "private",
    "told_on", "created_at", "by_mail",
)  # fmt: skip
NoticeKey = tuple[str, date, uuid.UUID, str]


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody whom a step of a clock speaks to."""

    key: NoticeKey
    clock: RunningClock
    told: Told
    step: ReminderStep
    audience: str
    words: str


@dataclass
class Telling:
    """One pass over the clocks: whom to tell by which rules, and what came of it."""

    course: Course
    reminders: Reminders
    roll: Roll
    without_mail: Collection[uuid.UUID]
    now: datetime = field(default_factory=timezone.now)
    clocks: int = 0
    notices: int = 0
    rungs: int = 0
    late: set[Key] = field(default_factory=set)
    unknown_kinds: set[str] = field(default_factory=set)

    def tell(self, clocks: Sequence[RunningClock]) -> None:
        """Write the notices and the ladders of a batch, all of it or nothing, with a fixed number of questions."""
        with transaction.atomic():
            ladders = Ladders(clocks, self.course)
            wanted = [wish for clock in clocks for wish in self._wanted(clock, ladders)]
            known = _known({wish.key[0] for wish in wanted})
            fresh = [wish for wish in wanted if wish.key not in known]
            insert_new(Notice, COLUMNS, [self._row(wish) for wish in fresh])
            ladders.write()
        self.clocks += len(clocks)
        self.notices += len(fresh)

    def _wanted(self, clock: RunningClock, ladders: Ladders) -> Iterator[Wish]:
        rule = self.reminders.by_clock.get(clock.kind)
        if rule is None:
            self.unknown_kinds.add(clock.kind)
            return
        if clock.last_day < self.course.today:
            self.late.add((clock.key, clock.last_day))
        stand = self.course.of(clock, rule)
        steps = speaking_steps(stand.steps, ladders.of(clock), self.course.today)
        latest, told = self._addressed(clock, steps)
        self.rungs += ladders.climb(clock, rule, stand, steps, told)
        for told_person, step, audience in latest:
            key = (clock.key, clock.last_day, told_person.person, step.identifier)
            yield Wish(key, clock, told_person, step, audience, stand.words)

    def _addressed(
        self, clock: RunningClock, steps: Sequence[ReminderStep]
    ) -> tuple[list[tuple[Told, ReminderStep, str]], Mapping[str, int]]:
        """For each person the latest step that speaks to that person; and to how many people each step speaks."""
        latest: dict[uuid.UUID, tuple[Told, ReminderStep, str]] = {}
        counts: dict[str, int] = {}
        for step in steps:
            people: set[uuid.UUID] = set()
            for name in step.to:
                for told in self.roll.told(clock, self.reminders.by_audience[name]):
                    if told.person not in people:
                        latest[told.person] = (told, step, name)
                        people.add(told.person)
            counts[step.identifier] = len(people)
        return list(latest.values()), counts

    def _row(self, wish: Wish) -> tuple[Any, ...]:
        clock = wish.clock
        return (
            *wish.key,
            uuid.uuid4(),
            wish.told.organisation,
            wish.audience,
            wish.step.rung or "",
            clock.kind,
            clock.about or clock.subject,
            clock.force,
            clock.title[:300],
            wish.words,
            clock.private,
            self.course.today,
            self.now,
            wish.told.person not in self.without_mail,
        )


def people_without_mail() -> frozenset[uuid.UUID]:
    """Those who want notices in the product alone."""
    found = DeliveryChoice.objects.filter(delivery=DeliveryChoice.Delivery.NONE)
    return frozenset(found.values_list("person_id", flat=True))


def rule_horizon(rules: Iterable[ReminderRule]) -> int:
    """How many days ahead a tick has to look: the earliest reminder, and what a long run of holidays adds."""
    return max((rule.days_ahead for rule in rules), default=0) + 14


def _known(clocks: Collection[str]) -> set[NoticeKey]:
    """Which notices of some clocks are written already."""
    if not clocks:
        return set()
    found = Notice.objects.filter(clock__in=clocks).order_by()
    return set(found.values_list(*KEY))
