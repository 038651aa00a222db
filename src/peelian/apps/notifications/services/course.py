"""The course of the clocks on one day: which steps are reached, in what words, once for each last day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from peelian.catalogue.reminders import ReminderRule, ReminderStep
from peelian.rules.reminders import next_rung, reached_steps, standing_words, step_day
from peelian.rules.running_clocks import RunningClock


@dataclass(frozen=True, slots=True)
class Stand:
    """How clocks of one kind and one last day stand."""

    steps: tuple[ReminderStep, ...]
    next_rung: str
    next_on: date | None
    words: str


class Course:
    """How every clock stands on a day; very many share a last day."""

    def __init__(self, today: date, holidays: Collection[date]) -> None:
        self.today = today
        self.holidays = holidays
        self._stands: dict[tuple[str, date, str], Stand] = {}

    def of(self, clock: RunningClock, rule: ReminderRule) -> Stand:
        """How a clock stands."""
        last_day = clock.last_day
        key = (clock.kind, last_day, clock.precision)
        found = self._stands.get(key)
        if found is None:
            coming = next_rung(rule.rungs, last_day, self.today, self.holidays)
            found = self._stands[key] = Stand(
                steps=tuple(reached_steps(rule, last_day, self.today, self.holidays)),
                next_rung=(coming[0].rung or "") if coming else "",
                next_on=coming[1] if coming else None,
                words=standing_words(clock, self.today),
            )
        return found

    def day_of(self, clock: RunningClock, step: ReminderStep) -> date:
        """The working day on which a step of a clock is taken."""
        return step_day(clock.last_day, step.days, self.holidays)
