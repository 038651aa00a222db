"""A unit beside the units most like it: groups are given as data, never made here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from peelian.stats.compared_units import ExcludedUnit, split_units
from peelian.stats.errors import StatsError
from peelian.stats.ranks import competition_ranks


@dataclass(frozen=True)
class GroupComparison:
    """A unit against the unweighted mean of the other units of its group."""

    unit: str
    group: str
    value: float
    others: int
    mean_of_others: float | None
    difference: float | None
    rank_in_group: int

    def sentence(self) -> str:
        if self.mean_of_others is None:
            return f"{self.unit} ({self.value:.4g}) has no other unit with a value in its group."
        side = "above" if self.value > self.mean_of_others else "below"
        side = side if self.value != self.mean_of_others else "equal to"
        return (
            f"{self.unit} ({self.value:.4g}) is {side} the mean of the {self.others} other units of its group "
            f"({self.mean_of_others:.4g}), rank {self.rank_in_group} of {self.others + 1}."
        )

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "sentence": self.sentence()}


def compare_within_groups(
    units: Sequence[str],
    values: Sequence[float | None],
    groups: Mapping[str, str],
    *,
    exclude: Mapping[str, str] | None = None,
) -> tuple[tuple[GroupComparison, ...], tuple[ExcludedUnit, ...]]:
    """Return every unit beside the mean of the others in its group, and the units set aside.

    Parameters
    ----------
    groups
        Group by unit, for example the "most similar group" that the Home Office sets.

    Examples
    --------
    >>> found, _ = compare_within_groups(["a", "b", "c"], [4.0, 1.0, 3.0], dict.fromkeys("abc", "g1"))
    >>> found[0].mean_of_others, found[0].rank_in_group
    (2.0, 1)
    """
    missing = [unit for unit in units if unit not in groups]
    if missing:
        raise StatsError(
            "group-missing",
            f"Units without a group: {', '.join(missing)}. Give each unit its group.",
            {"units": missing},
        )
    kept, excluded = split_units(units, [values], exclude or {})
    members: dict[str, list[tuple[str, float]]] = {}
    for place in kept:
        value = values[place]
        if value is not None:
            members.setdefault(groups[units[place]], []).append((units[place], float(value)))
    found = {row.unit: row for group, rows in members.items() for row in _within(group, rows)}
    return tuple(found[units[place]] for place in kept), excluded


def _within(group: str, rows: Sequence[tuple[str, float]]) -> list[GroupComparison]:
    values = [value for _, value in rows]
    ranks = competition_ranks(values)
    compared = []
    for place, (unit, value) in enumerate(rows):
        others = values[:place] + values[place + 1 :]
        mean = math.fsum(others) / len(others) if others else None
        difference = None if mean is None else value - mean
        compared.append(GroupComparison(unit, group, value, len(others), mean, difference, ranks[place]))
    return compared
