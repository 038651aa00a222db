"""Forces, outside bodies and populations, each with the names of its day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text, valid_on


class ForceName(CatalogueValue):
    """A name a force went by, with its Welsh form where it has one."""

    name: Text
    name_cy: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


class Force(CatalogueValue):
    """A police force, or in another regime the service that is inspected."""

    slug: Identifier
    code: str | None = None
    short_name: Text
    names: tuple[ForceName, ...] = Field(min_length=1)
    other_names: tuple[Text, ...] = ()
    region: Text
    country: Text
    local_policing_body: Text
    local_policing_body_kind: Identifier
    welsh: bool = False
    in_scope: bool = True
    note: str = ""

    @property
    def name(self) -> str:
        """The name in use now."""
        return self.names[-1].name

    @property
    def name_cy(self) -> str:
        """The Welsh name in use now, or nothing."""
        return self.names[-1].name_cy

    def name_on(self, day: date) -> str:
        """Return the name the force had on `day`."""
        dated = valid_on(self.names, day)
        return dated.name if dated else self.name


class BodyName(CatalogueValue):
    """The short and full name of a body between two days, both included."""

    short: Text
    full: Text
    valid_from: date | None = None
    valid_to: date | None = None


class Strategy(CatalogueValue):
    """A national strategy that a body owns, with the day or month of its agreement and the terms it set."""

    title: Text
    agreed_on: date
    agreed_precision: Literal["day", "month"] = "day"
    terms: tuple[Text, ...] = ()


class Body(CatalogueValue):
    """An organisation beside the forces: the inspectorate itself, or an outside body."""

    identifier: Identifier
    kind: Literal["inspectorate", "oversight", "professional", "operational", "government", "statistics"]
    roles: tuple[Identifier, ...] = ()
    names: tuple[BodyName, ...] = Field(min_length=1)
    strategies: tuple[Strategy, ...] = ()
    note: str = ""

    def name_on(self, day: date) -> str | None:
        """Return the short name in use on `day`; None before the body existed."""
        dated = valid_on(self.names, day)
        return dated.short if dated else None

    def full_name_on(self, day: date) -> str | None:
        """Return the full name in use on `day`; None before the body existed."""
        dated = valid_on(self.names, day)
        return dated.full if dated else None


class Population(CatalogueValue):
    """Residents of a force's area on a reference date, with the source of the estimate."""

    force: Identifier
    reference: Identifier
    value: int = Field(gt=0)
    source: Text
    reference_date: date


class Holiday(CatalogueValue):
    """A day on which working-day clocks stand still."""

    day: date
    name: Text
