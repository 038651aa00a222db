"""Writing down whom a clock speaks to: one notice for a person and a step, whatever becomes of the tick."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from peelian.apps.notifications.models import DeliveryChoice, Notice
from peelian.apps.notifications.queries.audiences import Roll, Told
from peelian.apps.notifications.services.climbing import Key, Ladders, speaking_steps
from peelian.catalogue.reminders import ReminderRule, Reminders, ReminderStep
from peelian.rules.reminders import reached_steps, standing_words
from peelian.rules.running_clocks import RunningClock

NO_MAIL = DeliveryChoice.Delivery.NONE
Spoken = tuple[uuid.UUID, str, date, str]


@dataclass
class Telling:
    """One pass over the clocks: whom to tell by which rules, and what came of it."""

    today: date
    reminders: Reminders
    holidays: Collection[date]
    roll: Roll
    without_mail: Collection[uuid.UUID]
    clocks: int = 0
    notices: int = 0
    rungs: int = 0
    late: set[Key] = field(default_factory=set)
    unknown_kinds: set[str] = field(default_factory=set)

    def tell(self, clocks: Sequence[RunningClock]) -> None:
        """Write the notices and the ladders of a batch, all of it or nothing, with a fixed number of queries."""
        with transaction.atomic():
            ladders = Ladders(clocks, self.today, self.holidays)
            wanted = [notice for clock in clocks for notice in self._notices_of(clock, ladders)]
            spoken = _spoken(wanted)
            fresh = [each for each in wanted if _key(each) not in spoken]
            Notice.objects.bulk_create(fresh, ignore_conflicts=True)
            ladders.write()
        self.clocks += len(clocks)
        self.notices += len(fresh)

    def _notices_of(self, clock: RunningClock, ladders: Ladders) -> Iterable[Notice]:
        rule = self.reminders.by_clock.get(clock.kind)
        if rule is None:
            self.unknown_kinds.add(clock.kind)
            return ()
        if clock.last_day < self.today:
            self.late.add((clock.key, clock.last_day))
        reached = reached_steps(rule, clock.last_day, self.today, self.holidays)
        steps = speaking_steps(reached, ladders.of(clock), self.today)
        latest, told = self._addressed(clock, steps)
        self.rungs += ladders.climb(clock, rule, steps, told)
        words = standing_words(clock, self.today) if latest else ""
        return [self._notice(clock, *each, words) for each in latest.items()]

    def _addressed(
        self, clock: RunningClock, steps: Sequence[ReminderStep]
    ) -> tuple[Mapping[Told, tuple[ReminderStep, str]], Mapping[str, int]]:
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
        return {told: (step, name) for told, step, name in latest.values()}, counts

    def _notice(
        self, clock: RunningClock, told: Told, spoken: tuple[ReminderStep, str], words: str
    ) -> Notice:
        step, audience = spoken
        return Notice(
            person_id=told.person,
            organisation_id=told.organisation,
            clock=clock.key,
            due=clock.last_day,
            step=step.identifier,
            audience=audience,
            rung=step.rung or "",
            kind=clock.kind,
            about=clock.about or clock.subject,
            force_id=clock.force,
            title=clock.title[:300],
            words=words,
            private=clock.private,
            told_on=self.today,
            by_mail=told.person not in self.without_mail,
        )


def people_without_mail() -> frozenset[uuid.UUID]:
    """Those who want notices in the product alone."""
    found = DeliveryChoice.objects.filter(delivery=NO_MAIL)
    return frozenset(found.values_list("person_id", flat=True))


def rule_horizon(rules: Iterable[ReminderRule]) -> int:
    """How many days ahead a tick has to look: the earliest reminder, and what a long run of holidays adds."""
    return max((rule.days_ahead for rule in rules), default=0) + 14


def _key(notice: Notice) -> Spoken:
    return notice.person_id, notice.clock, notice.due, notice.step


def _spoken(wanted: Sequence[Notice]) -> set[Spoken]:
    """Which of the notices are written already."""
    clocks = {notice.clock for notice in wanted}
    if not clocks:
        return set()
    found = Notice.objects.filter(clock__in=clocks).order_by()
    return set(found.values_list("person_id", "clock", "due", "step"))
