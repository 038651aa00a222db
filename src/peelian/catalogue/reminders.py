"""Who is reminded of what is due: how many days before and after, and who is told when it is late."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Sourced
from peelian.catalogue.repeats import repeated_findings
from peelian.catalogue.values import CatalogueValue, Identifier, Text

Place = Literal["owing", "force", "overseeing", "inspectorate"]
"""Where an audience sits: who owes the thing, the force it is about, the body that holds that force to account, or the
inspectorate."""


class Audience(CatalogueValue):
    """Those who are told: people named for the thing where there are any, else everybody in some roles."""

    identifier: Identifier
    title: Text
    place: Place
    roles: tuple[Identifier, ...] = Field(min_length=1)
    named: Literal["people", "watchers"] | None = None


class ReminderStep(CatalogueValue):
    """One moment at which people are told, in days from the last day: -7 is a week before, 1 the day after."""

    identifier: Identifier
    days: int = Field(ge=-366, le=366)
    to: tuple[Identifier, ...] = Field(min_length=1)
    rung: Text | None = None
    """What this rung of the escalation ladder is called; a step without one is a mere reminder."""


class ReminderRule(CatalogueValue):
    """The steps of one kind of clock, earliest first."""

    clock: Identifier
    title: Text
    steps: tuple[ReminderStep, ...] = Field(min_length=1)
    note: str = ""

    @cached_property
    def rungs(self) -> tuple[ReminderStep, ...]:
        """The steps that form the escalation ladder, lowest first."""
        return tuple(step for step in self.steps if step.rung)

    @property
    def days_ahead(self) -> int:
        """How many days before its last day a clock of this kind first speaks."""
        return max(0, -self.steps[0].days)


class Reminders(CatalogueValue):
    """The content of `reminders.yaml`."""

    audiences: tuple[Audience, ...] = ()
    rules: tuple[ReminderRule, ...] = ()

    @cached_property
    def by_clock(self) -> dict[str, ReminderRule]:
        """The rules by kind of clock."""
        return {rule.clock: rule for rule in self.rules}

    @cached_property
    def by_audience(self) -> dict[str, Audience]:
        """The audiences by identifier."""
        return {audience.identifier: audience for audience in self.audiences}


def reminder_findings(read: Sourced[Reminders] | None) -> Iterator[CatalogueFinding]:
    """Yield the faults that are seen only when the parts of the file are set side by side."""
    if read is None:
        return
    value, origin = read.value, read.origin
    yield from repeated_findings(origin, "audiences", [each.identifier for each in value.audiences])
    yield from repeated_findings(origin, "rules", [rule.clock for rule in value.rules])
    for number, rule in enumerate(value.rules):
        yield from _faults_of(rule, number, read)


def _faults_of(rule: ReminderRule, number: int, read: Sourced[Reminders]) -> Iterator[CatalogueFinding]:
    known = ", ".join(sorted(read.value.by_audience))
    names = [step.identifier for step in rule.steps]
    for place, step in enumerate(rule.steps):
        where = ("rules", number, "steps", place)
        if names.index(step.identifier) < place:
            message = f"'{step.identifier}' is used twice among the steps; each name is used once."
            yield read.origin.finding((*where, "identifier"), step.identifier, message)
        if place and step.days <= rule.steps[place - 1].days:
            message = (
                "The steps run from the earliest day to the latest, one to a day; put this one in its place."
            )
            yield read.origin.finding((*where, "days"), step.days, message)
        if step.rung and step.days < 1:
            message = "A rung of the ladder comes after the last day; give it 1 or more days, or take its name away."
            yield read.origin.finding((*where, "rung"), step.rung, message)
        for audience in step.to:
            if audience not in read.value.by_audience:
                message = f"There is no audience '{audience}'. Choose from: {known}."
                yield read.origin.finding((*where, "to"), audience, message)
