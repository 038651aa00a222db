"""One framework version: what is inspected in a cycle, and how it is graded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text, UnknownIdentifierError

Grading = Literal["graded", "ungraded", "when-tested", "separate"]


def spelling(text: str) -> str:
    """Reduce a printed name to what counts when two spellings are compared.

    >>> spelling("Anti-social  behaviour & safety")
    'anti social behaviour and safety'
    """
    words = text.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    return " ".join(re.findall(r"\w+", words))


class Alias(CatalogueValue):
    """Another spelling of a pillar or area, and where that spelling is met."""

    text: Text
    kind: Literal["title", "judgement", "press", "question"]


class Declared(CatalogueValue):
    """How many areas, and how many graded ones, the framework says a report has."""

    areas: int = Field(ge=0)
    graded: int = Field(ge=0)


class Characteristic(CatalogueValue):
    """One description of good performance; numbered only where the version numbers them."""

    identifier: Identifier
    number: int | None = None
    text: Text


class SubTheme(CatalogueValue):
    """A heading inside an area under which findings are gathered."""

    identifier: Identifier
    title: Text


class Stage(CatalogueValue):
    """A step of a victim's way through the service, with what is expected there."""

    identifier: Identifier
    title: Text
    expectation: Text


class Target(CatalogueValue):
    """What a judgement can be about: a pillar or an area."""

    identifier: Identifier
    title: Text
    judgement_wording: Text
    aliases: tuple[Alias, ...] = ()

    def spellings(self) -> Iterator[str]:
        """Yield every name of the target, reduced by `spelling`."""
        yield spelling(self.identifier)
        yield spelling(self.title)
        yield spelling(self.judgement_wording)
        for alias in self.aliases:
            yield spelling(alias.text)


class Pillar(Target):
    """One of the strands of the older frameworks, such as effectiveness."""

    definition: Text
    graded: bool
    central_question: Text


class Area(Target):
    """An area of policing or core question that an inspection looks at.

    `judgement_wording` completes the sentence "<Force> is <grade> at ___".
    `grading` says whether it carries a grade: always, never, only when tested
    in this inspection, or separately from the main report.
    """

    number: int | None = None
    pillar: Identifier | None = None
    grading: Grading
    allows_items: bool = True
    first_time: bool = False
    definition: str = ""
    characteristics: tuple[Characteristic, ...] = ()
    sub_themes: tuple[SubTheme, ...] = ()
    stages: tuple[Stage, ...] = ()
    note: str = ""


class Component(CatalogueValue):
    """A part of an assessment that is not itself an area, such as a crime-recording test."""

    identifier: Identifier
    title: Text
    area: Identifier | None = None
    required: bool
    note: str = ""


class Framework(CatalogueValue):
    """A dated version of what is inspected; an inspection is bound to one for ever."""

    identifier: Identifier
    programme: Identifier
    title: Text
    cycle: Text
    cadence: Literal["annual", "continual"]
    scale: Identifier
    family: Identifier
    published: date
    published_precision: Literal["day", "month", "year"] = "day"
    central_question: Text
    declared: Declared | None = None
    pillars: tuple[Pillar, ...] = ()
    areas: tuple[Area, ...] = Field(min_length=1)
    components: tuple[Component, ...] = ()
    changes: tuple[Text, ...] = ()
    report_parts: tuple[Identifier, ...] = Field(min_length=1)
    source: Text
    note: str = ""

    @property
    def targets(self) -> tuple[Pillar | Area, ...]:
        """Every pillar, then every area, in the order of the framework."""
        return (*self.pillars, *self.areas)

    @property
    def graded_targets(self) -> tuple[Pillar | Area, ...]:
        """Every pillar and area that can carry a grade at all."""
        return tuple(target for target in self.targets if is_graded(target))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Every stage of every area, in the order of the framework."""
        return tuple(stage for area in self.areas for stage in area.stages)

    def target(self, identifier: str) -> Pillar | Area:
        """Return one pillar or area, or say which this framework has."""
        for target in self.targets:
            if target.identifier == identifier:
                return target
        raise UnknownIdentifierError(
            f"pillar or area of {self.title}", identifier, (target.identifier for target in self.targets)
        )

    def areas_of(self, pillar: str) -> tuple[Area, ...]:
        """Return the areas of one pillar, in the order of the framework."""
        return tuple(area for area in self.areas if area.pillar == pillar)

    def questions_of(self, pillar: str) -> tuple[Area, ...]:
        """Return the numbered questions of a pillar in their order, without extra topics."""
        numbered = [area for area in self.areas_of(pillar) if area.number is not None]
        return tuple(sorted(numbered, key=lambda area: area.number or 0))

    def resolve(self, text: str) -> str | None:
        """Return the identifier that a printed name stands for, or None where nobody knows it."""
        return self._identifiers_by_spelling.get(spelling(text))

    @cached_property
    def _identifiers_by_spelling(self) -> dict[str, str]:
        return {name: target.identifier for target in self.targets for name in target.spellings()}


def is_graded(target: Pillar | Area) -> bool:
    """Say whether a pillar or area can carry a grade."""
    return target.graded if isinstance(target, Pillar) else target.grading != "ungraded"
