"""What a value that somebody supplies is counted in: a number without its unit may be anything."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from peelian.records.comparison import MeasureDefinition

PROPORTION = "proportion"
"""The other unit in which a share may be given: 0.964 instead of 96.4 percent."""


class UnitFault(NamedTuple):
    """What is wrong with a value and its unit, and in which column."""

    field: str
    message: str


def units_of(measured: MeasureDefinition) -> tuple[str, ...]:
    """The units in which values of a measure may be given, its own first."""
    return (measured.unit, PROPORTION) if measured.basis == "share" else (measured.unit,)


def value_in_unit(
    value: Decimal, unit: str, measured: MeasureDefinition, *, has_parts: bool
) -> tuple[Decimal, UnitFault | None]:
    """The value in the unit of the measure, and what is wrong with it.

    Beside numerator and denominator a value needs no unit, since it must be what they give.
    """
    allowed = units_of(measured)
    given = " ".join(unit.split())
    if not given and not has_parts:
        return value, UnitFault(
            "unit",
            f"The value is {value}, without numerator and denominator, and nothing says what it is counted in. Put its "
            f"unit into the column unit: {_either(allowed)}.",
        )
    if given and given not in allowed:
        return value, UnitFault(
            "unit", f"The unit is '{given[:60]}'. Values of this measure are in {_either(allowed)}."
        )
    converted = value.scaleb(2) if given == PROPORTION else value
    if measured.basis == "share" and converted > 100:
        return value, UnitFault(
            "value", f"The value is {value} {given or measured.unit}, which is more than all."
        )
    return converted, None


def _either(units: tuple[str, ...]) -> str:
    return " or ".join(f"'{unit}'" for unit in units)
