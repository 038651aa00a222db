"""The exact interval for a count in a simple random sample from a small population."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from peelian.stats.argument_checks import require_between
from peelian.stats.errors import StatsError
from peelian.stats.intervals import Interval


def hypergeometric_interval(count: int, n: int, population: int, confidence: float = 0.95) -> Interval:
    """Limits for the share of a population, from k of n drawn without replacement.

    The limits are the smallest and the largest number K of such cases in the population for
    which the sample would not be in a tail of half of what the level leaves, over N.

    Source: Konijn (1973), Statistical Theory of Sample Survey Design, page 79; Wendell and
    Schmee (1996), Journal of the American Statistical Association 91, 825-830.

    >>> interval = hypergeometric_interval(60, 60, 2000, 0.9)
    >>> interval.lower, interval.upper
    (0.9525, 1.0)
    """
    require_between("confidence", confidence, 0, 1)
    if not 0 <= count <= n <= population or n == 0:
        raise StatsError(
            "out-of-range",
            f"The count is {count} of {n} from a population of {population}. Each must be no more than the next, "
            "and the sample at least 1.",
            {"count": count, "n": n, "population": population},
        )
    tail = (1 - confidence) / 2
    least, most = count, population - (n - count)
    lower = _first(least, most, lambda k: 1 - _below(count - 1, n, k, population) > tail)
    upper = most - _first(0, most - least, lambda d: _below(count, n, most - d, population) > tail)
    return Interval(lower / population, upper / population, confidence, "hypergeometric")


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number at which a condition, false before and true after, holds."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _below(count: int, n: int, cases: int, population: int) -> float:
    """P(X <= count) when n are drawn from a population with so many cases."""
    low, high = max(0, n - (population - cases)), min(count, n, cases)
    if high < low:
        return 0.0
    if count >= min(n, cases):
        return 1.0
    x = np.arange(low, high + 1)
    logs = _log_choose(cases, x) + _log_choose(population - cases, n - x) - _log_choose(population, n)
    return float(np.exp(logs).sum())


def _log_choose(n: int, k: Any) -> Any:
    return special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
