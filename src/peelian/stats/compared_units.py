"""Which units take part in a comparison, and which stand aside with a reason."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peelian.stats.errors import StatsError

NO_VALUE = "no value"


@dataclass(frozen=True)
class ExcludedUnit:
    """A unit that takes no part in mean, spread, limits or rank, and why."""

    unit: str
    reason: str


def split_units(
    units: Sequence[str], columns: Sequence[Sequence[float | None]], exclude: Mapping[str, str]
) -> tuple[list[int], tuple[ExcludedUnit, ...]]:
    """Return the places of the units that take part, and the units set aside.

    A unit without a value in one of the columns is set aside with the reason ``no value``.

    Raises
    ------
    StatsError
        ``duplicate-unit``, ``unknown-unit``, ``reason-missing`` or ``not-a-number``.
    """
    _check_names(units, exclude)
    kept: list[int] = []
    excluded: list[ExcludedUnit] = []
    for place, unit in enumerate(units):
        values = [column[place] for column in columns]
        if unit in exclude:
            excluded.append(ExcludedUnit(unit, exclude[unit]))
        elif any(value is None or math.isnan(value) for value in values):
            excluded.append(ExcludedUnit(unit, NO_VALUE))
        elif all(math.isfinite(value) for value in values if value is not None):
            kept.append(place)
        else:
            raise StatsError(
                "not-a-number",
                f"{unit} has an infinite value. Values are numbers; leave the cell empty where there is none.",
                {"unit": unit},
            )
    return kept, tuple(excluded)


def _check_names(units: Sequence[str], exclude: Mapping[str, str]) -> None:
    twice = [unit for unit, count in Counter(units).items() if count > 1]
    if twice:
        raise StatsError(
            "duplicate-unit",
            f"Units that stand more than once: {', '.join(map(str, twice))}. Give one row a unit.",
            {"units": twice},
        )
    unknown = [unit for unit in exclude if unit not in set(units)]
    if unknown:
        raise StatsError(
            "unknown-unit",
            f"To be excluded, but not in the data: {', '.join(unknown)}. Check the spelling.",
            {"units": unknown},
        )
    bare = [unit for unit, reason in exclude.items() if not reason.strip()]
    if bare:
        raise StatsError(
            "reason-missing",
            f"Excluded without a reason: {', '.join(bare)}. Say why, for every excluded unit.",
            {"units": bare},
        )
