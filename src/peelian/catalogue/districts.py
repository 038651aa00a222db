"""Districts that populations are published for, the changes among them, and how far the area of a force reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Sourced
from peelian.catalogue.values import CatalogueValue, Identifier, Text

AreaCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{8}$")]
"""A code of the national register of areas: a letter and eight digits."""


class DistrictChange(CatalogueValue):
    """A district that took the place of others, in whole, on a day."""

    code: AreaCode
    name: Text
    formed_on: date
    replaces: tuple[AreaCode, ...] = Field(min_length=1)


class Districts(CatalogueValue):
    """The content of `records/districts.yaml`.

    A code that begins with one of `code_beginnings` is a district; `total_code` is
    the area whose printed population the districts must add up to.
    """

    source: Text
    code_beginnings: tuple[Text, ...] = Field(min_length=1)
    total_code: AreaCode
    changes: tuple[DistrictChange, ...] = ()

    def is_district(self, code: str) -> bool:
        """Say whether a code is that of a district."""
        return code.startswith(self.code_beginnings)

    def change(self, code: str) -> DistrictChange | None:
        """Return how a district came about, where it took the place of others."""
        return next((change for change in self.changes if change.code == code), None)

    @property
    def replaced(self) -> frozenset[str]:
        """The codes of districts that are no more."""
        return frozenset(code for change in self.changes for code in change.replaces)


class DistrictForce(CatalogueValue):
    """A district and the force in whose area it lies."""

    code: AreaCode
    name: Text
    force: Identifier

    @property
    def short_name(self) -> str:
        """The name as areas inside the district bear it: 'Bristol, City of' is 'Bristol' there."""
        return self.name.split(",")[0]


class Extent(CatalogueValue):
    """How far the area of a force reaches, in degrees: the smallest rectangle that holds it."""

    force: Identifier
    south: float = Field(ge=-90, le=90)
    west: float = Field(ge=-180, le=180)
    north: float = Field(ge=-90, le=90)
    east: float = Field(ge=-180, le=180)


def district_findings(sourced: Sourced[Districts] | None) -> Iterator[CatalogueFinding]:
    """Yield each district that is described twice or replaced by two others."""
    if sourced is None:
        return
    described = Counter(change.code for change in sourced.value.changes)
    replaced = Counter(code for change in sourced.value.changes for code in change.replaces)
    for code, times in (described + replaced).items():
        if described[code] > 1 or replaced[code] > 1:
            message = f"The district {code} is named {times} times; a district has one change."
            yield sourced.origin.finding(("changes",), code, message)
