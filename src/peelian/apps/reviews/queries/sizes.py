"""What precision a plan buys, before a case is drawn, and the plan that the sets of an instrument fix."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.refusals import statistics_refused
from peelian.stats.sample_plan import plan_from_mapping, planned_sizes
from peelian.stats.sample_size import half_width_for_sample_size


@dataclass(frozen=True)
class StratumPrecision:
    """The cases of one stratum and the half-width they buy, in percentage points."""

    stratum: str
    population: int
    size: int
    half_width_pp: float | None


@dataclass(frozen=True)
class PlanPrecision:
    """The cases of a plan and the half-width they buy for all strata together, in percentage points."""

    strata: tuple[StratumPrecision, ...]
    size: int
    population: int
    half_width_pp: float | None
    proportion: float
    confidence: float

    def sentence(self) -> str:
        """Say the precision in words that can stand in a plan."""
        base = f"{self.size:,} of {self.population:,} cases"
        if self.half_width_pp is None:
            return f"{base}; no precision, since a stratum has no case."
        return (
            f"{base}: +/- {self.half_width_pp:.1f} percentage points at {100 * self.confidence:g} percent confidence "
            f"when {100 * self.proportion:g} percent comply."
        )


def plan_precision(
    populations: Mapping[str, int], plan: Mapping[str, Any], proportion: float = 0.5, confidence: float = 0.95
) -> PlanPrecision:
    """Return how many cases a plan draws from each stratum and what precision they buy.

    The half-width of the whole is that of a stratified sample in which every stratum has the expected proportion.
    A stratum of which the plan takes nothing is no part of the whole.

    Raises
    ------
    InvalidValueError
        With every fault of the plan.
    """
    with statistics_refused("plan"):
        own = {name: value for name, value in plan.items() if name not in ("key", "stratum", "period")}
        sizes = planned_sizes(plan_from_mapping({"key": "key", **own}), populations).sizes
        strata = tuple(
            StratumPrecision(
                name,
                populations[name],
                size,
                100
                * half_width_for_sample_size(
                    size, proportion, population=populations[name], confidence=confidence
                )
                if size
                else None,
            )
            for name, size in sizes.items()
        )
    taken = [each for each in strata if each.half_width_pp is not None]
    total = sum(each.population for each in taken)
    parts = [each.population / total * (each.half_width_pp or 0.0) for each in taken]
    return PlanPrecision(
        strata,
        sum(sizes.values()),
        total,
        math.hypot(*parts) if taken else None,
        proportion,
        confidence,
    )


def plan_of_sets(review: Review) -> dict[str, Any]:
    """The plan that the instrument fixes, such as twenty cases for each of three outcome codes; empty if none.

    A set counts where its one value is a stratum of the frame.
    """
    strata = set(review.strata.values_list("stratum", flat=True))
    sizes = {
        each.values[0]: each.size
        for each in review.instrument.sets
        if each.size is not None and len(each.values) == 1 and each.values[0] in strata
    }
    return {"sizes": sizes} if sizes else {}
