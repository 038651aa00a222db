"""Forces with values for comparisons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from peelian.catalogue import load_catalogue
from peelian.records.comparison import (
    MeasureComparison,
    MeasureDefinition,
    SuppliedValue,
    compare_forces,
)
from peelian.rules.periods import Period

YEAR = Period.year_ending(date(2022, 3, 31))


def definition(**fields: Any) -> MeasureDefinition:
    values: dict[str, Any] = {
        "identifier": "incidents-per-1000",
        "title": "Incidents",
        "definition": "Incidents for every 1,000 people.",
        "unit": "per 1,000 population",
        "source": "Forces",
        **fields,
    }
    return MeasureDefinition(**values)


def supplied(slug: str, numerator: int, denominator: int = 1000, **fields: Any) -> SuppliedValue:
    value = Decimal(numerator * 1000) / Decimal(denominator)
    return SuppliedValue(slug, slug.title(), value, numerator, denominator, **fields)


def compared(values: list[SuppliedValue], **fields: Any) -> MeasureComparison:
    chosen = fields.pop("definition", definition())
    return compare_forces(chosen, values, period=YEAR, source="Forces", **fields)


def all_forces(**first: int) -> list[SuppliedValue]:
    """The 43 forces in scope with rates from 10 on, unless a numerator is given by slug."""
    listed = [force for force in load_catalogue().forces.values() if force.in_scope]
    return [
        SuppliedValue(
            force.slug,
            force.name,
            Decimal(first.get(force.slug, 10 + place)),
            first.get(force.slug, 10 + place),
            1000,
            force.region,
        )
        for place, force in enumerate(listed)
    ]
