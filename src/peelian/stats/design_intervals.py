"""Intervals for a proportion that was estimated from a design.

All but the Wald interval put the design into one number, the effective sample size
n_e = p (1 - p) / se^2 (n where the standard error is 0), and use it where a simple sample
would use n. Sources: Korn and Graubard (1998), Survey Methodology 24, 193-201; Dean and
Pagano (2015), Survey Methodology 41, 403-416; Parker et al. (2017), National Center for
Health Statistics data presentation standards for proportions, Series 2 number 175;
Rao and Scott (1984), Annals of Statistics 12, 46-60 (likelihood).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy import optimize

from peelian.stats.argument_checks import require_between, require_choice
from peelian.stats.intervals import (
    Interval,
    clopper_pearson_interval,
    jeffreys_interval,
    wilson_limits,
)
from peelian.stats.quantiles import beta_quantile, two_sided_t, two_sided_z

Limits = tuple[float, float]


@dataclass(frozen=True)
class Estimated:
    """What an interval is made of.

    Parameters
    ----------
    p, se : the proportion and its standard error.
    n : cases.
    df : degrees of freedom.
    confidence : the level.
    fraction : share of the population that was sampled, 0 where the population is unknown.
    """

    p: float
    se: float
    n: float
    df: float
    confidence: float
    fraction: float = 0.0

    @property
    def t(self) -> float:
        return two_sided_t(self.confidence, self.df)

    @property
    def effective(self) -> float:
        """Effective sample size: cases of a simple random sample that would say as much."""
        return self.p * (1 - self.p) / self.se**2 if self.se > 0 and 0 < self.p < 1 else self.n

    @property
    def whole(self) -> bool:
        """Whether all cases or none have the outcome."""
        return self.p in (0.0, 1.0)


def proportion_interval(
    p: float,
    se: float,
    n: float,
    df: float,
    *,
    confidence: float = 0.95,
    method: str = "korn-graubard",
    fraction: float = 0.0,
) -> Interval:
    """Interval for an estimated proportion by one of `INTERVAL_METHODS`.

    Parameters
    ----------
    p, se : the proportion, from 0 to 1, and its standard error.
    n : cases.
    df : degrees of freedom of the design.
    method : see the page on intervals for what each is good for.
    fraction : share of the population that was sampled, n / N.

    Returns
    -------
    Interval
        Limits are NaN, with the flag ``no-degrees-of-freedom``, when the method needs degrees
        of freedom and there are none.

    >>> interval = proportion_interval(0.807, 0.0256, 223, 222, fraction=0.03)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.75, 0.8559)
    """
    require_choice("method", method, tuple(INTERVAL_METHODS))
    require_between("confidence", confidence, 0, 1)
    given = Estimated(p, se, n, df, confidence, fraction)
    if fraction >= 1 and se == 0:
        return Interval(p, p, confidence, method, ("census",))
    flags: list[str] = []
    if se == 0:
        flags.append("none-of-n" if p == 0 else "all-of-n" if p == 1 else "zero-variance")
    chosen = method
    if given.whole and method in UNDEFINED_AT_THE_ENDS:
        chosen = "korn-graubard"
        flags.append("interval-by-korn-graubard")
    lower, upper = INTERVAL_METHODS[chosen](given)
    if math.isnan(lower) or math.isnan(upper):
        flags.append("no-degrees-of-freedom")
    elif lower < 0 or upper > 1:
        flags.append("limits-beyond-0-and-100")
    elif not lower <= p <= upper:
        flags.append("arcsine-folded")
    return Interval(lower, upper, confidence, method, tuple(flags))


def _wald(given: Estimated) -> Limits:
    return given.p - given.t * given.se, given.p + given.t * given.se


def _wald_z(given: Estimated) -> Limits:
    half = two_sided_z(given.confidence) * given.se
    return given.p - half, given.p + half


def _logit(given: Estimated) -> Limits:
    half = given.t / math.sqrt(given.effective * given.p * (1 - given.p))
    middle = math.log(given.p / (1 - given.p))
    return _inverse_logit(middle - half), _inverse_logit(middle + half)


def _inverse_logit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def _arcsine_ends(given: Estimated) -> Limits:
    middle, half = math.asin(math.sqrt(given.p)), given.t / (2 * math.sqrt(given.effective))
    return middle - half, middle + half


def _arcsine(given: Estimated) -> Limits:
    low, high = _arcsine_ends(given)
    return math.sin(max(low, 0.0)) ** 2, math.sin(min(high, math.pi / 2)) ** 2


def _arcsine_unlimited(given: Estimated) -> Limits:
    low, high = _arcsine_ends(given)
    return math.sin(low) ** 2, math.sin(high) ** 2


def _wilson(given: Estimated) -> Limits:
    return wilson_limits(given.p, given.effective, given.t)


def _wilson_plain(given: Estimated) -> Limits:
    return wilson_limits(given.p, given.n, two_sided_z(given.confidence))


def _clopper_pearson(given: Estimated) -> Limits:
    plain = clopper_pearson_interval(given.p * given.n, given.n, given.confidence)
    return plain.lower, plain.upper


def _jeffreys(given: Estimated) -> Limits:
    n = _adjusted_size(given)
    if math.isnan(n):
        return math.nan, math.nan
    plain = jeffreys_interval(given.p * n, n, given.confidence)
    return plain.lower, plain.upper


def _likelihood(given: Estimated) -> Limits:
    """Where twice the fall of the log likelihood, of n_e cases, reaches t^2."""
    p, n, reach = given.p, given.effective, given.t**2
    if math.isnan(reach):
        return math.nan, math.nan

    return _likelihood_lower(p, n, reach), 1 - _likelihood_lower(1 - p, n, reach)


def _likelihood_lower(p: float, n: float, reach: float) -> float:
    if p == 0:
        return 0.0

    def beyond(q: float) -> float:
        against = (1 - p) * math.log((1 - p) / (1 - q)) if p < 1 else 0.0
        return 2 * n * (p * math.log(p / q) + against) - reach

    edge = 1e-300
    return float(optimize.brentq(beyond, edge, p, xtol=1e-300, rtol=1e-14)) if beyond(edge) > 0 else 0.0


def _adjusted_size(given: Estimated) -> float:
    """Effective sample size, less what few degrees of freedom cost (Korn and Graubard 1998, section 2)."""
    if given.se == 0 or given.whole:
        return given.n
    if given.df <= 0 or given.n <= 1:
        return math.nan
    ratio = two_sided_t(given.confidence, given.n - 1) / two_sided_t(given.confidence, given.df)
    return given.effective * ratio**2


def _korn_graubard(given: Estimated, most: float) -> Limits:
    n = min(_adjusted_size(given), most)
    if math.isnan(n):
        return math.nan, math.nan
    tail, count = (1 - given.confidence) / 2, n * given.p
    return (
        beta_quantile(tail, count, n - count + 1),
        beta_quantile(1 - tail, count + 1, n - count),
    )


def _finite_size(given: Estimated) -> float:
    """The most that n cases can say: n / (1 - f) with the finite population correction."""
    return given.n / (1 - given.fraction) if given.fraction < 1 else math.inf


INTERVAL_METHODS: dict[str, Callable[[Estimated], Limits]] = {
    "korn-graubard": lambda given: _korn_graubard(given, _finite_size(given)),
    "korn-graubard-nchs": lambda given: _korn_graubard(given, given.n),
    "wilson": _wilson,
    "logit": _logit,
    "arcsine": _arcsine,
    "jeffreys": _jeffreys,
    "likelihood": _likelihood,
    "wald": _wald,
    "wald-z": _wald_z,
    "clopper-pearson": _clopper_pearson,
    "wilson-plain": _wilson_plain,
    "beta": lambda given: _korn_graubard(given, math.inf),
    "xlogit": _logit,
    "asin": _arcsine_unlimited,
    "mean": _wald,
}
"""Ways to an interval; the last four are the names and the exact forms of R's survey package."""

UNDEFINED_AT_THE_ENDS = ("logit", "xlogit")
SYMMETRIC_METHODS = ("wald", "wald-z", "mean")
