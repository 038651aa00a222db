"""Standards: what a force's records are expected to show, each with planted records that prove it.

A standard belongs to one of ten kinds of check; the kind says in what form its parameters
come. Values of a later version go into a new entry with the same identifier, so that a check
of the past keeps the values of its time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from peelian.catalogue.conditions import Conditions, Plain
from peelian.catalogue.record_tables import Name
from peelian.catalogue.standard_parameters import (
    CalendarParameters,
    CompletenessParameters,
    CoverageParameters,
    DeadlineParameters,
    EventsParameters,
    LinkParameters,
    ListParameters,
    PermissionParameters,
    RateParameters,
    RecencyParameters,
    ScoreParameters,
)
from peelian.catalogue.values import CatalogueValue, Identifier, Text


def _item(text: str) -> str:
    if not re.fullmatch(r"S-\d{3}", text):
        raise ValueError("That names no item of the regime; write it such as S-251")
    return text


Item = Annotated[str, AfterValidator(_item)]
"""The identifier of an item of the regime, such as S-232."""

Kind = Literal[
    "score",
    "completeness",
    "deadline",
    "rate",
    "recency",
    "list",
    "cadence",
    "coverage",
    "link",
    "permission",
]
KINDS: tuple[str, ...] = (
    "score", "completeness", "deadline", "rate", "recency", "list", "cadence", "coverage", "link", "permission",
)  # fmt: skip

ANSWERS = "case_answers"
"""The table of the answers that reviewers gave, on which every standard of the kind score runs."""


class StandardExample(CatalogueValue):
    """Planted records, and exactly what the check must find in them on the day `today`.

    `fails` names the keys of the exceptions, `details` what is printed beside some of them,
    `prints` the words for a force, `left_out` how many rows cannot be judged, by reason.
    """

    today: date
    records: Mapping[Name, tuple[dict[Name, Plain | None], ...]]
    fails: tuple[Text, ...]
    relevant: int = Field(ge=0)
    details: Mapping[Text, str] = Field(default_factory=dict)
    prints: Mapping[Text, str] = Field(default_factory=dict)
    left_out: Mapping[Text, int] = Field(default_factory=dict)


class Standard(CatalogueValue):
    """What is expected, of which rows, since when, and what it means when a row falls short."""

    identifier: Identifier
    items: tuple[Item, ...] = Field(min_length=1)
    title: Text
    expected: Text
    failure: Text
    source: Text
    kind: Kind
    table: Name
    where: Conditions = ()
    version: int = Field(default=1, ge=1)
    valid_from: date
    valid_to: date | None = None
    note: str = ""
    examples: tuple[StandardExample, ...] = Field(min_length=1)

    @property
    def reference(self) -> str:
        """The identifier with the version, as files of results are named."""
        return f"{self.identifier}-v{self.version}"


class ScoreStandard(Standard):
    """Judged by reviewers, case by case."""

    table: Name = ANSWERS
    parameters: ScoreParameters


class CompletenessStandard(Standard):
    """Every relevant row has what it needs."""

    parameters: CompletenessParameters


class DeadlineStandard(Standard):
    """One thing follows another in time."""

    parameters: DeadlineParameters


class RateStandard(Standard):
    """A measure, with a threshold or to be read beside other forces."""

    parameters: RateParameters


class RecencyStandard(Standard):
    """A dated thing exists and is not too old."""

    parameters: RecencyParameters


class ListStandard(Standard):
    """The list of exactly the rows that somebody must see."""

    parameters: ListParameters


class EventsStandard(Standard):
    """Events follow a row at set times until it ends."""

    parameters: EventsParameters


class CalendarStandard(Standard):
    """Dated rows of a group follow one another, and the right members attend."""

    parameters: CalendarParameters


class CoverageStandard(Standard):
    """Everybody who needs a thing has it."""

    parameters: CoverageParameters


class LinkStandard(Standard):
    """What is referred to exists."""

    parameters: LinkParameters


class PermissionStandard(Standard):
    """Only the right role acted, with what must be recorded and for an allowed reason."""

    parameters: PermissionParameters


MODELS: Mapping[str, type[Standard]] = MappingProxyType(
    {
        "score": ScoreStandard,
        "completeness": CompletenessStandard,
        "deadline": DeadlineStandard,
        "rate": RateStandard,
        "recency": RecencyStandard,
        "list": ListStandard,
        "coverage": CoverageStandard,
        "link": LinkStandard,
        "permission": PermissionStandard,
    }
)


def model_of(entry: Any) -> type[Standard]:
    """Return the model of an entry of a file by its kind; an unknown kind is left to the common model.

    A cadence has two forms: with `events` it follows each row, without them it goes by the calendar.
    """
    if not isinstance(entry, dict):
        return Standard
    if entry.get("kind") != "cadence":
        return MODELS.get(str(entry.get("kind")), Standard)
    parameters = entry.get("parameters")
    return EventsStandard if isinstance(parameters, dict) and "events" in parameters else CalendarStandard
