"""Totals, ratios and means of several domains, with the variance of each, from one design.

All are totals, or ratios of totals R = Y / X with linearised value z = (y - R x) / X
(Särndal, Swensson and Wretman 1992, equation 5.6.10); a mean is the ratio with x = 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from peelian.stats.cells import Cells, Scores, cells_of
from peelian.stats.design import Design
from peelian.stats.labels import Labels
from peelian.stats.numbers_in import numbers_of
from peelian.stats.outcomes import Outcomes
from peelian.stats.sums import Floats, GroupedSum, Integers, blocks
from peelian.stats.variance import linearised_variance

Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]


@dataclass(frozen=True, eq=False)
class Members:
    """The rows that an estimate uses, and where they lie.

    Parameters
    ----------
    rows : indices of the rows used, None for all.
    used : number of rows used.
    domain : domain of each used row, None for one domain.
    domains : number of domains.
    stages : cells at each stage.
    """

    rows: Integers | None
    used: int
    domain: Integers | None
    domains: int
    stages: tuple[Cells, ...]

    def pick(self, column: Floats) -> Floats:
        return column if self.rows is None else column[self.rows]

    def sums(self, at: Callable[[slice], Floats], bound: float) -> Floats:
        """Sum of a value over the used rows of each domain."""
        sums = GroupedSum(self.domains, self.used, bound)
        for block in blocks(self.used):
            sums.add(None if self.domain is None else self.domain[block], at(block))
        return sums.result()

    def cases(self) -> Integers:
        """Rows of each domain."""
        if self.domain is None:
            return np.array([self.used])
        return np.bincount(self.domain, minlength=self.domains)

    def degrees_of_freedom(self) -> Floats:
        """Units less strata, of those that hold a row of the domain."""
        first = self.stages[0]
        return first.units_in_domains() - first.strata_in_domains()


@dataclass(frozen=True, eq=False)
class Linear:
    """Estimate and variance for each domain; of a mean also the sum of weights."""

    estimate: Floats
    variance: Floats
    weights: Floats | None = None


def members_of(design: Design, labels: Labels | None, use: Bools | None) -> Members:
    """Find the rows of an estimate; rows outside every domain or not in ``use`` are left out.

    Their units stay in the design, where they count as zeros.
    """
    domain = None if labels is None else labels.codes
    if domain is not None and int(domain.min()) < 0:
        use = (domain >= 0) if use is None else use & (domain >= 0)
    rows = None if use is None or use.all() else np.flatnonzero(use)
    used = design.rows if rows is None else len(rows)
    if domain is not None and rows is not None:
        domain = domain[rows]
    domains = 1 if labels is None else labels.count
    stages = [] if not used else [
        cells_of(stage, rows, domain, domains, used) for stage in (design.first, design.second) if stage
    ]  # fmt: skip
    return Members(rows, used, domain, domains, tuple(stages))


def total_of(design: Design, members: Members, outcomes: Outcomes) -> Linear:
    """Weighted total of the first column in each domain."""
    weight, y = members.pick(design.weights), members.pick(outcomes.columns[0])
    bound = design.heaviest * outcomes.largest[0]
    scores = Scores(members.used, lambda block: weight[block] * y[block], bound)
    return Linear(members.sums(scores.at, bound), _variance(design, members, scores))


def ratio_of(design: Design, members: Members, outcomes: Outcomes) -> Linear:
    """Ratio of the totals of the first and second column; without a second, the mean of the first."""
    weight, y = members.pick(design.weights), members.pick(outcomes.columns[0])
    x = members.pick(outcomes.columns[1]) if len(outcomes.columns) > 1 else None
    heaviest, (tallest, widest) = design.heaviest, (*outcomes.largest, 1.0)[:2]
    above = members.sums(lambda block: weight[block] * y[block], heaviest * tallest)
    below = members.sums(
        lambda block: weight[block] if x is None else weight[block] * x[block], heaviest * widest
    )
    defined = below != 0
    ratio = np.divide(above, below, out=np.zeros(members.domains), where=defined)
    scale = np.divide(1.0, below, out=np.zeros(members.domains), where=defined)

    def at(block: slice) -> Floats:
        here = 0 if members.domain is None else members.domain[block]
        expected = ratio[here] if x is None else ratio[here] * x[block]
        return np.asarray(weight[block] * (y[block] - expected) * scale[here])

    reach = tallest + float(np.abs(ratio).max()) * widest
    scores = Scores(members.used, at, heaviest * reach * float(np.abs(scale).max()))
    variance = _variance(design, members, scores)
    weights = below if x is None else None
    return Linear(np.where(defined, ratio, np.nan), np.where(defined, variance, np.nan), weights)


def scores_variance(design: Design, members: Members, x: Floats) -> Floats:
    """Variance of the total of linearised values that are already worked out, one for each used row."""
    return _variance(design, members, Scores(members.used, lambda block: x[block], numbers_of(x).largest))


def _variance(design: Design, members: Members, scores: Scores) -> Floats:
    if design.post_strata is None:
        return linearised_variance(design, scores, members.stages)
    return np.array([_post_stratified_variance(design, members, scores, at) for at in range(members.domains)])


def _post_stratified_variance(design: Design, members: Members, scores: Scores, domain: int) -> float:
    """Variance of one domain, each value less the weighted mean of its post-stratum.

    The residuals of rows outside the domain are not zero, so all rows of the design take part.
    """
    groups = design.post_strata
    assert groups is not None  # noqa: S101 - narrows the type; asked only of post-stratified designs
    values = np.zeros(design.rows)
    rows = slice(None) if members.rows is None else members.rows
    chosen = np.concatenate([part for _, part in scores.blocks()])
    values[rows] = chosen if members.domain is None else np.where(members.domain == domain, chosen, 0.0)
    weight = design.weights
    whole = Members(None, design.rows, groups.codes, groups.count, ())
    mean = whole.sums(lambda block: values[block], scores.bound) / whole.sums(
        lambda block: weight[block], design.heaviest
    )
    residual = values - weight * mean[groups.codes]
    everyone = members_of(design, None, None)
    return float(
        linearised_variance(
            design,
            Scores(design.rows, lambda block: residual[block], 2 * scores.bound),
            everyone.stages,
        )[0]
    )
