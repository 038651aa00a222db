"""Intervals for a plain count k of n: a simple random sample from a large population.

Sources: Newcombe (1998), Two-sided confidence intervals for the single proportion,
Statistics in Medicine 17, 857-872; Brown, Cai and DasGupta (2001), Interval estimation for
a binomial proportion, Statistical Science 16, 101-133; Clopper and Pearson (1934).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy import optimize, special

from peelian.stats.argument_checks import require_between
from peelian.stats.errors import StatsError
from peelian.stats.quantiles import beta_quantile, two_sided_z


@dataclass(frozen=True)
class Interval:
    """Limits with their level and the method they come from; flags say what the reader should know."""

    lower: float
    upper: float
    confidence: float
    method: str
    flags: tuple[str, ...] = ()


def wald_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """Limits p +/- z sqrt(p (1 - p) / n) (Newcombe 1998, method 1); it may pass 0 or 1.

    >>> wald = wald_interval(180, 223)
    >>> round(wald.lower, 4), round(wald.upper, 4)
    (0.7554, 0.859)
    """
    p = _proportion(count, n, confidence)
    half = two_sided_z(confidence) * math.sqrt(p * (1 - p) / n)
    return Interval(p - half, p + half, confidence, "wald")


def wilson_limits(p: float, n: float, z: float) -> tuple[float, float]:
    """Wilson's score limits for any z and any (also effective) n."""
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    lower = 0.0 if p == 0 else middle - half
    upper = 1.0 if p == 1 else middle + half
    return max(lower, 0.0), min(upper, 1.0)


def wilson_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval (Newcombe 1998, method 3).

    >>> wilson = wilson_interval(14, 18)
    >>> round(wilson.lower, 4), round(wilson.upper, 4)
    (0.5479, 0.91)
    """
    p = _proportion(count, n, confidence)
    return Interval(*wilson_limits(p, n, two_sided_z(confidence)), confidence, "wilson-plain")


def wilson_corrected_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's interval with continuity correction (Newcombe 1998, method 4).

    Each limit is Wilson's for a count half a case further out. A count of exactly half the base
    is not moved, as in R's prop.test, whose test against one half it inverts.

    >>> round(wilson_corrected_interval(0, 60).upper, 4)
    0.075
    """
    p = _proportion(count, n, confidence)
    z, shift = two_sided_z(confidence), min(0.5, abs(count - n / 2)) / n
    lower = 0.0 if p == 0 else _score_limit(p - shift, n, -z)
    upper = 1.0 if p == 1 else _score_limit(p + shift, n, z)
    return Interval(max(lower, 0.0), min(upper, 1.0), confidence, "wilson-corrected")


def _score_limit(p: float, n: float, z: float) -> float:
    inside = max(p * (1 - p) / n + z * z / (4 * n * n), 0.0)
    return (p + z * z / (2 * n) + z * math.sqrt(inside)) / (1 + z * z / n)


def agresti_coull_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """Wald's interval about Wilson's centre (Brown, Cai and DasGupta 2001, section 3.1.3).

    >>> round(agresti_coull_interval(0, 60).lower, 4)
    -0.0118
    """
    _proportion(count, n, confidence)
    z = two_sided_z(confidence)
    more = n + z * z
    p = (count + z * z / 2) / more
    half = z * math.sqrt(p * (1 - p) / more)
    return Interval(p - half, p + half, confidence, "agresti-coull")


def clopper_pearson_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """The exact interval: each tail of the binomial holds at most half of what the level leaves.

    >>> round(clopper_pearson_interval(60, 60).lower, 4)
    0.9404
    """
    _proportion(count, n, confidence)
    tail = (1 - confidence) / 2
    lower = beta_quantile(tail, count, n - count + 1)
    upper = beta_quantile(1 - tail, count + 1, n - count)
    return Interval(lower, upper, confidence, "clopper-pearson")


def jeffreys_interval(count: float, n: float, confidence: float = 0.95) -> Interval:
    """Equal tails of the beta(k + 1/2, n - k + 1/2), with 0 below k = 0 and 1 above k = n
    (Brown, Cai and DasGupta 2001, section 3.1.2).

    >>> round(jeffreys_interval(0, 60).upper, 4)
    0.0408
    """
    p = _proportion(count, n, confidence)
    tail = (1 - confidence) / 2
    lower = 0.0 if p == 0 else beta_quantile(tail, count + 0.5, n - count + 0.5)
    upper = 1.0 if p == 1 else beta_quantile(1 - tail, count + 0.5, n - count + 0.5)
    return Interval(lower, upper, confidence, "jeffreys")


def mid_p_interval(count: int, n: int, confidence: float = 0.95) -> Interval:
    """As Clopper and Pearson, but the count itself weighs one half (Newcombe 1998, method 6).

    >>> round(mid_p_interval(0, 60).upper, 4)
    0.0487
    """
    _proportion(count, n, confidence)
    tail = (1 - confidence) / 2
    lower = 0.0 if count == 0 else _crossing(lambda p: _mid_tail(n - count, n, 1 - p) - tail)
    upper = 1.0 if count == n else _crossing(lambda p: tail - _mid_tail(count, n, p))
    return Interval(lower, upper, confidence, "mid-p")


def _mid_tail(count: int, n: int, p: float) -> float:
    """P(X < count) + P(X = count) / 2."""
    below = float(special.bdtr(count - 1, n, p)) if count > 0 else 0.0
    return (below + float(special.bdtr(count, n, p))) / 2


def _crossing(rising: Callable[[float], float]) -> float:
    return float(optimize.brentq(rising, 0.0, 1.0, xtol=1e-15, rtol=8.9e-16))


def _proportion(count: float, n: float, confidence: float) -> float:
    require_between("confidence", confidence, 0, 1)
    if not (n > 0 and 0 <= count <= n):
        raise StatsError(
            "out-of-range",
            f"The count is {count:g} of {n:g}. The base must be above 0 and the count from 0 to the base.",
            {"count": count, "n": n},
        )
    return count / n
