"""Quantiles of the normal, Student's t, beta, gamma and F distributions, by their special functions."""

from __future__ import annotations

import math

from scipy import special


def normal_quantile(probability: float) -> float:
    """The z with P(Z <= z) = probability.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    return float(special.ndtri(probability))


def two_sided_z(confidence: float) -> float:
    """The z that leaves half of 1 - confidence on either side."""
    return normal_quantile((1 + confidence) / 2)


def two_sided_t(confidence: float, df: float) -> float:
    """The t with df degrees of freedom that leaves half of 1 - confidence on either side; NaN without df.

    Notes
    -----
    If T has Student's distribution, df / (df + T^2) has the beta distribution with df / 2 and 1 / 2
    (Abramowitz and Stegun 1964, equation 26.7.1).

    >>> round(two_sided_t(0.95, 10), 6)
    2.228139
    """
    if df <= 0:
        return math.nan
    share = float(special.betaincinv(df / 2, 0.5, 1 - confidence))
    return math.sqrt(df * (1 - share) / share)


def beta_quantile(probability: float, a: float, b: float) -> float:
    """Quantile of the beta distribution; 0 when a is 0 and 1 when b is 0."""
    if a <= 0:
        return 0.0
    if b <= 0:
        return 1.0
    return float(special.betaincinv(a, b, probability))


def poisson_lower(count: float, probability: float) -> float:
    """Mean of which a Poisson count reaches ``count`` with the probability given."""
    return float(special.gammaincinv(count, probability)) if count > 0 else 0.0


def normal_tail(z: float) -> float:
    """P(|Z| > |z|), the two-sided p value."""
    return float(2 * special.ndtr(-abs(z)))


def t_tail(t: float, df: float) -> float:
    """P(|T| > |t|), the two-sided p value."""
    return float(2 * special.stdtr(df, -abs(t)))
