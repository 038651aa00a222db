"""A stage of sampling: which unit each row belongs to, and how much of the population was taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from peelian.stats.labels import Labels
from peelian.stats.sums import Floats, Integers, blocks

if TYPE_CHECKING:
    from peelian.stats.design_checks import DesignChecks


@dataclass(frozen=True, eq=False)
class Stage:
    """Units drawn within strata; at the second stage the strata are the first-stage units.

    Parameters
    ----------
    unit_of_row : unit of each row, or None where each row is a unit of its own.
    stratum_of_unit : stratum of each unit, or None where there is a single stratum.
    taken : units in the sample, for each stratum.
    population : units in the population, for each stratum; infinite where unknown.
    share : factor of this stage's variance: 1 at the first stage, n / N of the first at the second.
    names : name of each stratum, for messages.
    """

    unit_of_row: Integers | None
    stratum_of_unit: Integers | None
    taken: Floats
    population: Floats
    share: Floats
    names: Any

    @property
    def left(self) -> Floats:
        """Share of each stratum's population that was not taken, (N - n) / N; 1 where N is unknown."""
        known = np.isfinite(self.population)
        size = np.where(known, self.population, 1.0)
        return np.where(known, (size - self.taken) / size, 1.0)

    @property
    def units(self) -> int:
        """Units in the sample."""
        return int(self.taken.sum())

    def lonely(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Strata of one unit whose spread is needed and unknown."""
        return np.asarray((self.taken == 1) & (self.left > 0) & (self.share > 0))

    def stratum_of_row(self) -> Integers | None:
        if self.unit_of_row is None or self.stratum_of_unit is None:
            return self.stratum_of_unit
        return self.stratum_of_unit[self.unit_of_row]

    def population_per_unit(self, rows: int) -> Floats:
        """N / n of the row's stratum, 1 where N is unknown."""
        factor = np.where(np.isfinite(self.population), self.population / self.taken, 1.0)
        stratum = self.stratum_of_row()
        return np.full(rows, factor[0]) if stratum is None else factor[stratum]


def make_stage(checks: DesignChecks, strata: Labels | None, clusters: Labels | None, column: str) -> Stage:
    """The first stage: clusters (or rows) within strata."""
    unit_of_row, stratum_of_unit = units_within(checks, clusters, strata.codes if strata else None)
    groups = strata.count if strata else 1
    taken = _count(stratum_of_unit, groups, checks.rows if clusters is None else clusters.count)
    names = strata.names if strata else np.array(["the whole sample"])
    population = checks.population(column, strata.codes if strata else None, taken, names)
    return Stage(unit_of_row, stratum_of_unit, taken, population, np.ones(groups), names)


def second_stage(checks: DesignChecks, first: Stage, seconds: Labels | None) -> Stage | None:
    """Units within clusters, or None where the first stage says all.

    Where the first stage knows no population, its units count as drawn with replacement,
    and the spread between them already holds all that lies below
    (Särndal, Swensson and Wretman 1992, section 4.6).
    """
    if seconds is None and not checks.given("second_population"):
        return None
    if first.unit_of_row is None:
        checks.refuse_second_without_cluster()
        return None
    if np.isinf(first.population).all():
        checks.flags.append("second-stage-not-needed")
        return None
    clusters = first.units
    unit_of_row, cluster_of_unit = units_within(checks, seconds, first.unit_of_row)
    taken = _count(cluster_of_unit, clusters, 0)
    names = np.arange(1, clusters + 1)
    population = checks.population("second_population", first.unit_of_row, taken, names)
    stratum = first.stratum_of_unit
    drawn = first.taken / first.population
    share = drawn if stratum is None else drawn[stratum]
    return Stage(unit_of_row, cluster_of_unit, taken, population, np.broadcast_to(share, clusters), names)


def units_within(
    checks: DesignChecks, units: Labels | None, parent: Integers | None
) -> tuple[Integers | None, Integers | None]:
    """Number units within their parents; a name that occurs in two parents names two units."""
    if units is None:
        return None, parent
    if parent is None:
        return units.codes, None
    parent_of_unit = np.empty(units.count, dtype=parent.dtype)
    parent_of_unit[units.codes] = parent
    if agrees(parent_of_unit, units.codes, parent):
        return units.codes, parent_of_unit
    checks.flags.append("cluster-identifiers-reused")
    together = parent.astype(np.int64) * units.count + units.codes
    found, unit_of_row = np.unique(together, return_inverse=True)
    return unit_of_row, found // units.count


def agrees(value_of_code: Any, codes: Integers, values: Any) -> bool:
    """Whether every row holds the value that its code has."""
    return all(np.array_equal(value_of_code[codes[block]], values[block]) for block in blocks(len(codes)))


def _count(stratum_of_unit: Integers | None, groups: int, units: int) -> Floats:
    if stratum_of_unit is None:
        return np.array([float(units)])
    return np.bincount(stratum_of_unit, minlength=groups).astype(np.float64)
