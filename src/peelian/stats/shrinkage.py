"""Shrinkage: the estimate of a small unit leans on all units, that of a large one stands alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special, stats

from peelian.stats.argument_checks import require_choice
from peelian.stats.errors import StatsError

Vector = NDArray[np.float64]

HETEROGENEITY_METHODS = ("REML", "ML", "PM", "DL")


@dataclass(frozen=True)
class RandomEffects:
    """Mean of the units, variance between them, and each unit's estimate drawn towards the mean.

    `i2_percent` is the share of the total variance that lies between the units; `q` tests it.
    """

    method: str
    k: int
    mu: float
    se: float
    tau2: float
    i2_percent: float
    q: float
    q_p: float
    estimates: tuple[float, ...]
    standard_errors: tuple[float, ...]
    weights: tuple[float, ...]

    def sentence(self) -> str:
        return (
            f"{self.k} units vary around {self.mu:.4g} with a standard deviation of {math.sqrt(self.tau2):.3g} beyond "
            f"chance; {self.i2_percent:.0f} percent of the variance lies between them ({self.method})."
        )

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "sentence": self.sentence()}


@dataclass(frozen=True)
class ShrunkenProportion:
    """A unit's proportion as counted and drawn towards all units, with its interval."""

    unit: str
    events: int
    n: int
    raw: float
    estimate: float
    lower: float
    upper: float
    confidence: float
    weight: float
    method: str


def random_effects(
    estimates: Sequence[float], variances: Sequence[float], *, method: str = "REML"
) -> RandomEffects:
    """Return the random-effects model of estimates with known sampling variances.

    Parameters
    ----------
    method
        How the variance between units is found: ``REML``, ``ML``, ``PM`` (Paule and Mandel) or ``DL``
        (DerSimonian and Laird).

    Notes
    -----
    With ``w_i = 1 / (v_i + tau2)``: ``mu = sum w y / sum w``, ``se = 1 / sqrt(sum w)``. The shrunken estimate is
    ``l y + (1 - l) mu`` with ``l = tau2 / (tau2 + v)``, its variance ``l v + (1 - l)^2 se^2``.
    Raudenbush, in Cooper, Hedges and Valentine (eds.), Handbook of Research Synthesis (2nd ed. 2009), chapter
    16; Paule and Mandel, J. Res. Natl. Bur. Stand. 87 (1982), 377-385; Higgins and Thompson, Statistics in
    Medicine 21 (2002), 1539-1558, for I squared.

    Examples
    --------
    >>> model = random_effects([1.0, 2.0, 3.0], [0.1, 0.1, 0.1])
    >>> round(model.tau2, 6), [round(value, 3) for value in model.estimates]
    (0.9, [1.1, 2.0, 2.9])
    """
    require_choice("method", method, HETEROGENEITY_METHODS)
    y, v = np.asarray(estimates, float), np.asarray(variances, float)
    _check(y, v)
    weights = 1 / v
    q = _weighted_squares(y, weights)
    tau2 = _between_variance(y, v, method, q)
    total = 1 / (v + tau2)
    mu, se = float(total @ y / total.sum()), float(1 / math.sqrt(total.sum()))
    lean = tau2 / (tau2 + v)
    typical = (len(y) - 1) * weights.sum() / (weights.sum() ** 2 - (weights**2).sum())
    return RandomEffects(
        method, len(y), mu, se, tau2, float(100 * tau2 / (tau2 + typical)), q, float(stats.chi2.sf(q, len(y) - 1)),
        tuple((lean * y + (1 - lean) * mu).tolist()),
        tuple(np.sqrt(lean * v + (1 - lean) ** 2 * se**2).tolist()),
        tuple(lean.tolist()),
    )  # fmt: skip


def shrink_proportions(
    units: Sequence[str],
    events: Sequence[int],
    cases: Sequence[int],
    *,
    method: str = "REML",
    confidence: float = 0.95,
) -> tuple[ShrunkenProportion, ...]:
    """Return the proportion of each unit drawn towards all, by the random-effects model of the logits.

    Half a case is added to both sides of a unit at 0 or 100 percent, since its logit is infinite.

    Examples
    --------
    >>> small, *_ = shrink_proportions(["small", "b", "c"], [5, 180, 240], [5, 200, 300])
    >>> small.raw, small.estimate < 0.95
    (1.0, True)
    """
    k, n = np.asarray(events, float), np.asarray(cases, float)
    if len(k) and ((k < 0) | (k > n) | (n <= 0)).any():
        wrong = [unit for unit, a, b in zip(units, k, n, strict=True) if not 0 <= a <= b or b <= 0]
        raise StatsError(
            "out-of-range",
            f"Impossible counts for {', '.join(wrong)}. Events lie between 0 and the number of cases.",
            {"units": wrong},
        )
    half = np.where((k == 0) | (k == n), 0.5, 0.0)
    yes, no = k + half, n - k + half
    model = random_effects(np.log(yes / no).tolist(), (1 / yes + 1 / no).tolist(), method=method)
    z = float(stats.norm.isf((1 - confidence) / 2))
    return tuple(
        ShrunkenProportion(
            unit, int(a), int(b), float(a / b), float(special.expit(estimate)),
            float(special.expit(estimate - z * error)), float(special.expit(estimate + z * error)),
            confidence, weight, f"empirical Bayes, logit, {method}",
        )
        for unit, a, b, estimate, error, weight in zip(
            units, k, n, model.estimates, model.standard_errors, model.weights, strict=True
        )
    )  # fmt: skip


def _check(y: Vector, v: Vector) -> None:
    if len(y) != len(v) or len(y) < 2:
        raise StatsError(
            "too-few-units",
            f"{len(y)} estimates and {len(v)} variances are given. Give one of each for two or more units.",
        )
    if not (np.isfinite(y).all() and np.isfinite(v).all() and (v > 0).all()):
        raise StatsError("out-of-range", "Estimates must be finite and variances above 0.")


def _weighted_squares(y: Vector, weights: Vector) -> float:
    mean = weights @ y / weights.sum()
    return float((weights * (y - mean) ** 2).sum())


def _between_variance(y: Vector, v: Vector, method: str, q: float) -> float:
    df = len(y) - 1
    if method == "DL":
        weights = 1 / v
        room = weights.sum() - (weights**2).sum() / weights.sum()
        return max(0.0, float((q - df) / room))

    def score(tau2: float) -> float:
        weights = 1 / (v + tau2)
        if method == "PM":
            return _weighted_squares(y, weights) - df
        pull = float((weights**2 * _squares(y, weights)).sum())
        lost = float((weights**2).sum() / weights.sum()) if method == "REML" else 0.0
        return pull - float(weights.sum()) + lost

    return _root(score, float(np.ptp(y)) ** 2 + float(v.max()))


def _squares(y: Vector, weights: Vector) -> Vector:
    return np.asarray((y - weights @ y / weights.sum()) ** 2)


def _root(score: Callable[[float], float], high: float) -> float:
    """The variance at which the score crosses zero; zero where it never rises above it."""
    if score(0.0) <= 0:
        return 0.0
    while score(high) > 0:
        high *= 2
    return float(optimize.brentq(score, 0.0, high, xtol=1e-15, rtol=1e-14))
