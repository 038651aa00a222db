"""The values of one measure, group by group, from what the passes over the tables found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from peelian.catalogue.measures import Measure
from peelian.records.measures.finish import Found, finished
from peelian.records.measures.parts import EXCLUDED, MISSING, RECORDS, REVERSED
from peelian.records.measures.results import MeasureValue

Key: TypeAlias = tuple[str, ...]
Row: TypeAlias = tuple[Key, dict[str, Any]]
Populations: TypeAlias = Mapping[Key, int]
"""Residents by force, or by force and the group of a breakdown."""


@dataclass(frozen=True)
class MeasuredParts:
    """What was found for one measure.

    `bases` is what a rate is formed on where that stands in another table, `limits` those of medians.
    """

    rows: list[Row]
    bases: Mapping[Key, float]
    limits: Mapping[Key, tuple[float, float]]
    populations: Populations
    with_limits: bool


def measure_values(measure: Measure, groups: tuple[str, ...], parts: MeasuredParts) -> list[MeasureValue]:
    """Return the values of a measure in the order of their groups; groups with nothing to say are left out."""
    names = (*groups, *measure.splits)
    fellows = _numerators(parts.rows, len(groups)) if measure.kind == "split" else {}
    rows = dict(parts.rows) if measure.kind == "ratio" else {}
    excluded = [f"{EXCLUDED}{place}" for place in range(len(measure.exclusions))]
    values = []
    for key, numbers in sorted(parts.rows, key=lambda row: row[0]):
        found = Found(
            group=tuple(zip(names, key, strict=True)),
            numbers=numbers,
            base=_base(measure, key, parts),
            fellows=fellows.get(key[: len(groups)], 0),
            compared=_compared(measure, key, rows, parts.populations) if rows else None,
            limits=parts.limits.get(key),
            missing=int(numbers.get(MISSING) or 0),
            reversed=int(numbers.get(REVERSED) or 0),
            excluded=tuple(int(numbers[name] or 0) for name in excluded),
            with_limits=parts.with_limits,
        )
        value = finished(measure, found)
        if _is_told(measure, value, numbers):
            values.append(value)
    return values


def _numerators(rows: list[Row], length: int) -> dict[Key, float]:
    """The numerators of all codes of a split, added up by group."""
    whole: dict[Key, float] = defaultdict(float)
    for key, numbers in rows:
        whole[key[:length]] += numbers.get("numerator") or 0
    return whole


def _is_told(measure: Measure, value: MeasureValue, numbers: Mapping[str, Any]) -> bool:
    """Whether a group has anything to say: none of a force that sent records is told, none of a breakdown is not."""
    if value.numerator or value.missing or value.reversed or any(value.excluded):
        return True
    if measure.kind in ("count", "total", "rate"):
        return bool(numbers.get(RECORDS))
    return value.status != "no-base"


def _base(measure: Measure, key: Key, parts: MeasuredParts) -> float | None:
    """What a rate is formed on, where that is no part of the same table."""
    if measure.kind == "ratio":
        return parts.populations.get((key[0], key[-1]))
    if measure.per is None:
        return None
    return parts.populations.get(key[:1]) if measure.per.population else parts.bases.get(key)


def _compared(
    measure: Measure, key: Key, rows: Mapping[Key, dict[str, Any]], populations: Populations
) -> tuple[float, float] | None:
    """The numerator and the base of the group that a ratio is set against."""
    other = (*key[:-1], measure.reference or "")
    base = populations.get((other[0], other[-1]))
    return None if other not in rows or base is None else (rows[other]["numerator"], base)
