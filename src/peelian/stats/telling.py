"""From sums to values: bases, flags, design effects and limits of each domain's estimate."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from peelian.stats.choices import Choices
from peelian.stats.design import Design
from peelian.stats.design_intervals import proportion_interval
from peelian.stats.estimate import Estimate, told
from peelian.stats.labels import Labels
from peelian.stats.linear import Linear, Members
from peelian.stats.outcomes import Outcomes
from peelian.stats.quantiles import two_sided_t, two_sided_z
from peelian.stats.sums import Floats


class Telling:
    """Turns the sums of all domains into estimates."""

    def __init__(
        self,
        design: Design,
        members: Members,
        outcomes: Outcomes,
        domain: Labels | None,
        choices: Choices,
    ) -> None:
        self._design, self._members, self._choices = design, members, choices
        self._domain = domain
        self._y, self._largest = members.pick(outcomes.columns[0]), outcomes.largest[0]
        self._weight = members.pick(design.weights)
        self._cases = members.cases()
        self._rows = _rows_of(design, domain)
        self._df = members.degrees_of_freedom()
        self._whole = taken_whole(design, members)

    def tell(self, quantity: str, linear: Linear) -> tuple[Estimate, ...]:
        """One estimate a domain, in the order of the domains' names."""
        self._weights = self._sums_of_weights() if linear.weights is None else linear.weights
        counts = self._counts() if quantity == "proportion" else None
        spreads = self._spreads(quantity, linear.estimate)
        return tuple(self._tell(quantity, linear, at, counts, spreads) for at in range(self._members.domains))

    def _tell(
        self, quantity: str, linear: Linear, at: int, counts: Floats | None, spreads: Floats | None
    ) -> Estimate:
        variance = float(linear.variance[at])
        estimate = Estimate(
            quantity=quantity,
            estimate=told(float(linear.estimate[at])),
            se=told(math.sqrt(variance)),
            lower=None,
            upper=None,
            confidence=self._choices.confidence,
            method=self._choices.method,
            n=int(self._rows[at]),
            n_used=int(self._cases[at]),
            df=int(self._df[at]),
            sum_weights=float(self._weights[at]),
            count=None if counts is None else int(counts[at]),
            flags=self._flags(at),
            domain=None if self._domain is None else self._domain.name(at),
        )
        if estimate.estimate is None or estimate.se is None or not self._cases[at]:
            return estimate.flagged("no-variance" if self._cases[at] else "no-cases")
        if spreads is not None:
            estimate = with_design_effects(estimate, variance, float(spreads[at]))
        return self._with_limits(estimate, at) if quantity == "proportion" else wald_limits(estimate)

    def _with_limits(self, estimate: Estimate, at: int) -> Estimate:
        limits = proportion_interval(
            estimate.estimate or 0.0,
            estimate.se or 0.0,
            estimate.n_used,
            estimate.df,
            confidence=estimate.confidence,
            method=estimate.method,
            fraction=1.0 if self._whole[at] else self._fraction(at),
        )
        return replace(estimate, lower=told(limits.lower), upper=told(limits.upper)).flagged(*limits.flags)

    def _fraction(self, at: int) -> float:
        """Share of the population's cases that was sampled, by the weights; 0 where no population is known."""
        if not self._design.population_known or self._weights[at] <= self._cases[at]:
            return 0.0
        return float(self._cases[at] / self._weights[at])

    def _flags(self, at: int) -> tuple[str, ...]:
        design, flags = self._design, list(self._design.flags)
        if self._choices.small_base.holds(float(self._cases[at]), float(self._df[at])):
            flags.append("small-base")
        if self._rows[at] != self._cases[at]:
            flags.append("missing-dropped")
        if design.lonely != "fail" and design.first.lonely().any():
            flags.append(f"lonely-{design.lonely}")
        return tuple(flags)

    def _counts(self) -> Floats:
        """Cases with the outcome; sums of whole numbers are exact in any order."""
        domain = self._members.domain
        if domain is None:
            return np.array([self._y.sum()])
        return np.asarray(np.bincount(domain, self._y, self._members.domains), dtype=np.float64)

    def _sums_of_weights(self) -> Floats:
        return self._members.sums(lambda block: self._weight[block], self._design.heaviest)

    def _spreads(self, quantity: str, mean: Floats) -> Floats | None:
        """Weighted mean square of the values about the mean of their domain."""
        if quantity == "proportion":
            return np.asarray(mean * (1 - mean))
        if quantity != "mean":
            return None
        domain, middle = self._members.domain, np.nan_to_num(mean)

        def at(block: slice) -> Floats:
            here = middle[0] if domain is None else middle[domain[block]]
            return np.asarray(self._weight[block] * (self._y[block] - here) ** 2)

        reach = self._largest + float(np.abs(middle).max())
        squares = self._members.sums(at, self._design.heaviest * reach**2)
        return np.divide(squares, self._weights, out=np.zeros_like(squares), where=self._weights > 0)


def with_design_effects(estimate: Estimate, variance: float, spread: float) -> Estimate:
    """Set the variance beside that of simple random samples of as many cases (Kish 1965, section 8.2)."""
    n, size = estimate.n_used, estimate.sum_weights
    if n < 2 or not spread > 0:
        return estimate
    replacement = variance / (spread / (n - 1))
    effect = replacement / (1 - n / size) if size > n else replacement
    return replace(estimate, design_effect=told(effect), design_effect_replacement=told(replacement))


def wald_limits(estimate: Estimate) -> Estimate:
    """Put limits of t (or z) standard errors around an estimate."""
    method = "wald-z" if estimate.method == "wald-z" else "wald"
    estimate = replace(estimate, method=method)
    middle, se = estimate.estimate or 0.0, estimate.se or 0.0
    if se == 0:
        return replace(estimate, lower=middle, upper=middle).flagged("zero-variance")
    by_z = method == "wald-z"
    width = two_sided_z(estimate.confidence) if by_z else two_sided_t(estimate.confidence, estimate.df)
    if math.isnan(width):
        return estimate.flagged("no-degrees-of-freedom")
    return replace(estimate, lower=middle - width * se, upper=middle + width * se)


def taken_whole(design: Design, members: Members) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether every stratum of a domain was taken whole, so that nothing is left to chance."""
    left_open = np.zeros(members.domains)
    for stage, cells in zip((design.first, design.second), members.stages, strict=False):
        if stage is not None:
            left_open += np.bincount(cells.domain, stage.left[cells.stratum] > 0, members.domains)
    return np.asarray((left_open == 0) & (design.post_strata is None))


def _rows_of(design: Design, domain: Labels | None) -> Any:
    if domain is None:
        return np.array([design.rows])
    return np.bincount(domain.codes[domain.codes >= 0], minlength=domain.count)
