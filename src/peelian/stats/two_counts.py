"""Two plain counts side by side: tests and intervals for simple random samples."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from peelian.stats.change import RoundResult, mover_limits
from peelian.stats.intervals import Interval, wald_interval
from peelian.stats.quantiles import normal_tail, two_sided_z


@dataclass(frozen=True)
class TwoCounts:
    """What the usual tests say of k1 of n1 against k2 of n2.

    Parameters
    ----------
    difference : p1 - p2.
    z_pooled, p_pooled : the test with one common proportion; None when that is 0 or 1.
    z_unpooled : the statistic with a standard error of its own for each; None when both are 0.
    wald, newcombe : intervals of the difference.
    fisher_p : two-sided p value of Fisher's exact test.
    """

    difference: float
    z_pooled: float | None
    p_pooled: float | None
    z_unpooled: float | None
    wald: Interval
    newcombe: Interval
    fisher_p: float


def compare_counts(k1: int, n1: int, k2: int, n2: int, confidence: float = 0.95) -> TwoCounts:
    """Compare two counts of simple random samples.

    >>> found = compare_counts(180, 223, 185, 223)
    >>> round(found.z_pooled, 4), round(found.fisher_p, 4)
    (-0.6141, 0.6234)
    """
    wald_interval(k1, n1, confidence)  # refuses impossible counts
    wald_interval(k2, n2, confidence)
    p1, p2, pooled = k1 / n1, k2 / n2, (k1 + k2) / (n1 + n2)
    difference, z = p1 - p2, two_sided_z(confidence)
    se_pooled = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    se = math.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    z_pooled = difference / se_pooled if se_pooled else None
    limits = mover_limits(RoundResult(p1, 0.0, n1), RoundResult(p2, 0.0, n2), z)
    return TwoCounts(
        difference,
        z_pooled,
        None if z_pooled is None else normal_tail(z_pooled),
        difference / se if se else None,
        Interval(difference - z * se, difference + z * se, confidence, "wald-z"),
        Interval(*limits, confidence, "newcombe"),
        fisher_p(k1, n1, k2, n2),
    )


def fisher_p(k1: int, n1: int, k2: int, n2: int) -> float:
    """Sum of the chances of all tables with these margins that are no likelier than the one seen.

    Source: Fisher (1935); tables within one part in ten million count as equally likely.

    >>> round(fisher_p(60, 60, 55, 60), 4)
    0.0573
    """
    together = k1 + k2
    x = np.arange(max(0, together - n2), min(n1, together) + 1)
    logs = _log_choose(n1, x) + _log_choose(n2, together - x)
    chances = np.exp(logs - logs.max())
    seen = chances[k1 - x[0]]
    return float(min(1.0, chances[chances <= seen * (1 + 1e-7)].sum() / chances.sum()))


def _log_choose(n: int, k: np.ndarray) -> np.ndarray:
    return np.asarray(special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1))
