"""Intervals for a count of events and for a rate.

Sources: Garwood (1936), Biometrika 28, 437-442 (exact); Breslow and Day (1987), Statistical
Methods in Cancer Research II, page 69 (Byar's approximation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from peelian.stats.argument_checks import require_between
from peelian.stats.errors import StatsError
from peelian.stats.intervals import Interval
from peelian.stats.quantiles import poisson_lower, two_sided_z

BYAR_FROM = 10
"""Byar's approximation is close enough from this count on; below it the exact limits are used."""


def exact_poisson_interval(count: float, confidence: float = 0.95) -> Interval:
    """Garwood's exact limits for the mean of a Poisson count.

    >>> interval = exact_poisson_interval(5)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (1.6235, 11.6683)
    """
    _check(count, confidence)
    tail = (1 - confidence) / 2
    return Interval(
        poisson_lower(count, tail), poisson_lower(count + 1, 1 - tail), confidence, "exact-poisson"
    )


def byar_interval(count: float, confidence: float = 0.95) -> Interval:
    """Byar's limits, k (1 - 1 / 9k - z / 3 sqrt k)^3 and the same with k + 1 and plus.

    >>> interval = byar_interval(100)
    >>> round(interval.lower, 3), round(interval.upper, 3)
    (81.362, 121.628)
    """
    _check(count, confidence)
    z, more = two_sided_z(confidence), count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    upper = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return Interval(lower, upper, confidence, "byar")


@dataclass(frozen=True)
class RateEstimate:
    """Events per so many of a base, with limits."""

    rate: float
    lower: float
    upper: float
    confidence: float
    method: str
    events: float
    exposure: float
    per: float


def rate_estimate(
    events: float, exposure: float, per: float = 1000, confidence: float = 0.95, method: str = "auto"
) -> RateEstimate:
    """Rate with limits: exact below ten events and Byar's from ten on, unless one is chosen.

    Parameters
    ----------
    events : count of events.
    exposure : the base, for example the population.
    per : events are told per so many of the base.
    method : ``auto``, ``exact-poisson`` or ``byar``.

    >>> rate = rate_estimate(17020, 569200)
    >>> round(rate.rate, 1), rate.method
    (29.9, 'byar')
    """
    if not (exposure > 0 and math.isfinite(exposure)):
        raise StatsError(
            "out-of-range", f"The exposure is {exposure:g}. It must be above 0.", {"exposure": exposure}
        )
    exact = method == "exact-poisson" or (method == "auto" and events < BYAR_FROM)
    limits = exact_poisson_interval(events, confidence) if exact else byar_interval(events, confidence)
    scale = per / exposure
    return RateEstimate(
        events * scale,
        limits.lower * scale,
        limits.upper * scale,
        confidence,
        limits.method,
        events,
        exposure,
        per,
    )


def _check(count: float, confidence: float) -> None:
    require_between("confidence", confidence, 0, 1)
    if not (count >= 0 and math.isfinite(count)):
        raise StatsError("out-of-range", f"The count is {count:g}. It must be 0 or more.", {"count": count})
