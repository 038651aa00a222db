"""The plain pieces every catalogue type is made of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$")]
"""A stable name inside the product: small letters, digits, hyphens and full stops."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Words that somebody will read; never empty."""


class CatalogueValue(BaseModel):
    """A frozen value read from a catalogue file; a field it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class UnknownIdentifierError(LookupError):
    """Something was asked for by an identifier that the catalogue does not hold."""

    code = "unknown-identifier"

    def __init__(self, kind: str, identifier: str, allowed: Iterable[str]) -> None:
        choices = ", ".join(sorted(allowed)) or "none"
        self.message = f"There is no {kind} '{identifier}'. Choose one of: {choices}."
        self.details = {"kind": kind, "identifier": identifier}
        super().__init__(self.message)


class Dated(Protocol):
    """Anything that holds from one day to another, both days included."""

    @property
    def valid_from(self) -> date | None: ...

    @property
    def valid_to(self) -> date | None: ...


DatedThing = TypeVar("DatedThing", bound=Dated)


def holds_on(thing: Dated, day: date) -> bool:
    """Say whether `thing` is valid on `day`; an open end reaches for ever."""
    starts_in_time = thing.valid_from is None or thing.valid_from <= day
    ends_in_time = thing.valid_to is None or day <= thing.valid_to
    return starts_in_time and ends_in_time


def valid_on(things: Iterable[DatedThing], day: date) -> DatedThing | None:
    """Return the first of `things` that is valid on `day`, or None where none is."""
    return next((thing for thing in things if holds_on(thing, day)), None)
