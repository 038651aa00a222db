"""Clocks, comparability and stages of monitoring, as the regime sets them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text, UnknownIdentifierError, valid_on


class ClockVersion(CatalogueValue):
    """How a clock counts between two days; `days` is None where no limit was fixed."""

    valid_from: date
    valid_to: date | None = None
    days: int | None = Field(default=None, gt=0)
    day_kind: Literal["calendar", "working"]
    first_day_counted: bool
    source: Text
    note: str = ""


class Clock(CatalogueValue):
    """A deadline set by law or by the regime, with its successive versions."""

    identifier: Identifier
    title: Text
    versions: tuple[ClockVersion, ...] = Field(min_length=1)

    def version_on(self, day: date) -> ClockVersion | None:
        """Return the version in force on `day`, or None before the first."""
        return valid_on(self.versions, day)


class Family(CatalogueValue):
    """Frameworks whose grades may be set beside one another."""

    identifier: Identifier
    frameworks: tuple[Identifier, ...] = ()
    note: str = ""


class Break(CatalogueValue):
    """Why grades on the two sides of a change of framework are not comparable."""

    earlier: Identifier
    later: Identifier
    reason: Text


class Comparability(CatalogueValue):
    """Which frameworks belong together, and why others do not."""

    families: tuple[Family, ...]
    breaks: tuple[Break, ...] = ()


class MonitoringStage(CatalogueValue):
    """One stage of monitoring, with the words the public and the press use for it."""

    identifier: Identifier
    title: Text
    order: int = Field(ge=1)
    public_text: Text
    synonyms: tuple[Text, ...] = ()


class StageTrigger(CatalogueValue):
    """One kind of event that leads to closer monitoring."""

    identifier: Identifier
    title: Text


class StageCriteria(CatalogueValue):
    """The criteria for closer monitoring, as they stood between two days."""

    version: Text
    valid_from: date
    valid_to: date | None = None
    triggers: tuple[StageTrigger, ...] = Field(min_length=1)
    source: str = ""
    note: str = ""

    def trigger(self, identifier: str) -> StageTrigger | None:
        """Return one trigger, or None where this version knows none of the name."""
        return next((each for each in self.triggers if each.identifier == identifier), None)


class StageSet(CatalogueValue):
    """The stages of monitoring in force between two days, from the mildest on.

    `criteria` are those for closer monitoring, oldest first; `oversight_group` is where forces in a closer stage
    account for their progress. Both are empty where the sources do not tell of them.
    """

    identifier: Identifier
    title: Text
    valid_from: date
    valid_to: date | None = None
    stages: tuple[MonitoringStage, ...] = Field(min_length=1)
    criteria: tuple[StageCriteria, ...] = ()
    oversight_group: str = ""
    source: str = ""
    note: str = ""

    def stage(self, identifier: str) -> MonitoringStage:
        """Return one stage, or say which stages this set has."""
        for stage in self.stages:
            if stage.identifier == identifier:
                return stage
        raise UnknownIdentifierError(
            f"stage of {self.title}", identifier, (stage.identifier for stage in self.stages)
        )

    def criteria_on(self, day: date) -> StageCriteria | None:
        """Return the criteria in force on `day`, or None where none are recorded."""
        return valid_on(self.criteria, day)

    def is_closer(self, stage: str, than: str) -> bool:
        """Say whether one stage is closer monitoring than another."""
        return self.stage(stage).order > self.stage(than).order

    def resolve(self, text: str) -> str | None:
        """Return the stage a public or press label stands for, or None."""
        wanted = text.strip().casefold()
        for stage in self.stages:
            labels = (stage.identifier, stage.title, *stage.synonyms)
            if wanted in (label.casefold() for label in labels):
                return stage.identifier
        return None
