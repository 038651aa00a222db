"""The scales on which rates, proportions and ratios have a variance that does not depend on their level."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class FunnelScale:
    """`to` and `back` change between the printed and the test scale; `se` is the sampling error on the latter.

    `exact` gives limits without overdispersion: centre, exposure and tail to lower and upper.
    """

    to: Callable[[Vector], Vector]
    back: Callable[[Vector], Vector]
    se: Callable[[Vector], Vector]
    exact: Callable[[float, Vector, float], tuple[Vector, Vector]]


def _root_back(root: Vector) -> Vector:
    return np.maximum(root, 0.0) ** 2


def _arcsine(proportion: Vector) -> Vector:
    return np.asarray(np.arcsin(np.sqrt(proportion)))


def _arcsine_back(angle: Vector) -> Vector:
    return np.asarray(np.sin(np.clip(angle, 0.0, math.pi / 2)) ** 2)


def _half_root(exposure: Vector) -> Vector:
    return np.asarray(1 / (2 * np.sqrt(exposure)))


def poisson_limits(centre: float, exposure: Vector, tail: float) -> tuple[Vector, Vector]:
    """Return limits of the rate of a unit whose events follow a Poisson law at the centre.

    ``chi2(tail, 2 E) / 2 E`` and ``chi2(1 - tail, 2 E + 2) / 2 E`` with E expected events, times the centre.
    Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202, section 3 and appendix.
    """
    expected = centre * exposure
    lower = stats.chi2.ppf(tail, 2 * expected) / 2
    upper = stats.chi2.isf(tail, 2 * (expected + 1)) / 2
    return lower / exposure, upper / exposure


def arcsine_limits(centre: float, exposure: Vector, tail: float) -> tuple[Vector, Vector]:
    """Return limits of the proportion of a unit at the centre, on the arcsine scale."""
    reach = float(stats.norm.isf(tail)) * _half_root(exposure)
    angle = math.asin(math.sqrt(centre))
    return _arcsine_back(angle - reach), _arcsine_back(angle + reach)


def normal_limits(centre: float, exposure: Vector, tail: float) -> tuple[Vector, Vector]:
    """Return limits of a proportion by ``centre +/- z sqrt(centre (1 - centre) / n)``, cut at 0 and 1.

    The plainest funnel; with few cases the limits reach beyond 0 or 1 and are cut.

    Examples
    --------
    >>> import numpy as np
    >>> low, high = normal_limits(0.9, np.array([100.0]), 0.025)
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.8412], [0.9588])
    """
    reach = float(stats.norm.isf(tail)) * np.sqrt(centre * (1 - centre) / exposure)
    return np.maximum(centre - reach, 0.0), np.minimum(centre + reach, 1.0)


def exposures_on_limits(events: Vector, centre: float, tail: float) -> tuple[Vector, Vector]:
    """Return the exposures at which a number of events lies on the upper and on the lower Poisson limit.

    With fewer people than the first the events are too many, with more than the second too few; it draws the
    funnel of rates without a limit for every unit: ``chi2(tail, 2 x) / 2 centre`` and ``chi2(1 - tail, 2 x + 2)
    / 2 centre``.

    Examples
    --------
    >>> import numpy as np
    >>> few, many = exposures_on_limits(np.array([10.0]), 0.01, 0.025)
    >>> few.round(1).tolist(), many.round(1).tolist()
    ([479.5], [1839.0])
    """
    return stats.chi2.ppf(tail, 2 * events) / 2 / centre, stats.chi2.isf(tail, 2 * events + 2) / 2 / centre


SCALES = {
    "rate": FunnelScale(lambda rate: np.asarray(np.sqrt(rate)), _root_back, _half_root, poisson_limits),
    "proportion": FunnelScale(_arcsine, _arcsine_back, _half_root, arcsine_limits),
    "ratio": FunnelScale(lambda ratio: np.asarray(np.sqrt(ratio)), _root_back, _half_root, poisson_limits),
}
