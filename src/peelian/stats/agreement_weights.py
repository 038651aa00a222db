"""How far two categories agree: 1 on the diagonal, 0 for the furthest disagreement.

Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014), chapter 3; Krippendorff, Content Analysis (3rd ed.
2013), chapter 12, for the metrics that go by the frequency of the categories.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from peelian.stats.argument_checks import require_choice
from peelian.stats.errors import StatsError
from peelian.stats.ratings import Ratings

Matrix = NDArray[np.float64]

WEIGHTS = ("identity", "linear", "quadratic", "ordinal")
METRICS = ("nominal", "ordinal", "interval", "ratio")


def category_positions(categories: tuple[Any, ...]) -> NDArray[np.float64]:
    """Return the numbers of the categories, or their places where they are words."""
    if all(isinstance(category, int | float) for category in categories):
        return np.array(categories, dtype=float)
    return np.arange(len(categories), dtype=float)


def agreement_weights(categories: tuple[Any, ...], weights: str) -> Matrix:
    """Return the matrix of partial credit between categories.

    Parameters
    ----------
    weights
        ``identity`` gives no credit; ``linear`` and ``quadratic`` go by the distance of the categories;
        ``ordinal`` by the number of pairs of categories between them.

    Examples
    --------
    >>> agreement_weights(("low", "middle", "high"), "linear").tolist()
    [[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]]
    """
    require_choice("weights", weights, WEIGHTS)
    places = np.arange(len(categories), dtype=float)
    if weights == "identity":
        return np.eye(len(categories))
    if weights == "ordinal":
        steps = np.abs(places[:, None] - places[None, :])
        return _credit(steps * (steps + 1) / 2)
    positions = category_positions(categories)
    distance = np.abs(positions[:, None] - positions[None, :])
    return _credit(distance if weights == "linear" else distance**2)


def krippendorff_weights(ratings: Ratings, metric: str) -> Matrix:
    """Return one less the squared difference of Krippendorff's metric, scaled to 0 to 1.

    The ordinal metric counts the ratings that lie between two categories, half of both ends included, among
    the items with at least two ratings; the interval and ratio metrics need categories that are numbers.
    """
    require_choice("metric", metric, METRICS)
    if metric == "nominal":
        return np.eye(len(ratings.categories))
    if metric == "ordinal":
        totals = ratings.counts[ratings.paired].sum(axis=0)
        between = np.cumsum(totals) - totals / 2
        return _credit((between[:, None] - between[None, :]) ** 2)
    values = _numbers(ratings.categories, metric)
    difference = values[:, None] - values[None, :]
    if metric == "ratio":
        total = values[:, None] + values[None, :]
        difference = np.divide(difference, total, out=np.zeros_like(difference), where=total != 0)
    return _credit(difference**2)


def _credit(distance: Matrix) -> Matrix:
    largest = distance.max(initial=0.0)
    return 1 - distance / largest if largest > 0 else np.ones_like(distance)


def _numbers(categories: tuple[Any, ...], metric: str) -> NDArray[np.float64]:
    if not all(isinstance(category, int | float) for category in categories):
        raise StatsError(
            "categories-not-numbers",
            f"The {metric} metric needs categories that are numbers; there are words among them. "
            "Use the nominal or ordinal metric.",
            {"metric": metric},
        )
    return np.array(categories, dtype=float)
