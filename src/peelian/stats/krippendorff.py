"""Krippendorff's alpha: agreement for any number of raters, any metric, and gaps in the table."""

from __future__ import annotations

import math

import numpy as np

from peelian.stats.agreement_result import AgreementCoefficient, agreement_result, undefined_coefficient
from peelian.stats.agreement_weights import WEIGHTS, agreement_weights, krippendorff_weights
from peelian.stats.errors import StatsError
from peelian.stats.ratings import Ratings


def krippendorff_alpha(
    ratings: Ratings, *, metric: str = "nominal", confidence: float = 0.95
) -> AgreementCoefficient:
    """Return ``alpha = 1 - disagreement seen / disagreement by chance``.

    Parameters
    ----------
    metric
        ``nominal``, ``ordinal``, ``interval`` or ``ratio`` after Krippendorff, or one of the fixed weights
        ``linear``, ``quadratic`` (as in `agreement_weights`); ``ordinal-weights`` takes the fixed ordinal
        weights instead of the metric that goes by frequencies.

    Notes
    -----
    With r_i ratings of item i (items with one rating are set aside), r the mean of r_i, and c_ik raters that
    chose category k: ``pa' = mean of sum c_ik (c*_ik - 1) / (r (r_i - 1))``, ``pa = (1 - e) pa' + e`` with
    ``e = 1 / sum of r_i``, ``pe = sum of w_kl pi_k pi_l`` with ``pi_k = sum_i c_ik / (n r)``. The standard
    error is by linearisation and takes the weights as given, also where the metric goes by frequencies.
    Krippendorff, Content Analysis (3rd ed. 2013), chapter 12; Gwet, Handbook of Inter-Rater Reliability (4th
    ed. 2014), section 5.3, for the linearisation.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> round(krippendorff_alpha(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, None]])).estimate, 4)
    0.4444
    """
    weights = _weights(ratings, metric)
    name = "Krippendorff's alpha"
    counts = ratings.counts[ratings.paired]
    if len(counts) == 0:
        raise StatsError("no-pairs", "No item has two ratings. Agreement needs items that two raters judged.")
    given = counts.sum(axis=1)
    mean_given = float(given.mean())
    shares = counts.mean(axis=0) / mean_given
    chance = float(shares @ weights @ shares)
    if math.isclose(chance, 1.0, rel_tol=0, abs_tol=1e-15):
        return undefined_coefficient(name, ratings, confidence, metric)
    agreeing = (counts * (counts @ weights.T - 1)).sum(axis=1) / (mean_given * (given - 1))
    seen = math.fsum(agreeing) / len(counts)
    correction = 1 / float(given.sum())
    estimate = ((1 - correction) * seen + correction - chance) / (1 - chance)
    uncorrected = (seen - chance) / (1 - chance)
    excess = (given - mean_given) / mean_given
    seen_by_item = (agreeing - seen * excess - chance) / (1 - chance)
    chance_by_item = counts @ ((weights + weights.T) / 2 @ shares) / mean_given - chance * excess
    values = seen_by_item - 2 * (1 - uncorrected) * (chance_by_item - chance) / (1 - chance)
    items = len(counts)
    spread = math.fsum(np.square(values - uncorrected))
    se = math.sqrt(spread / (items * (items - 1))) if items > 1 else None
    return agreement_result(name, ratings, estimate, se, seen, chance, confidence, metric, items)


def _weights(ratings: Ratings, metric: str) -> np.ndarray:
    if metric == "ordinal-weights":
        return agreement_weights(ratings.categories, "ordinal")
    if metric in WEIGHTS and metric != "ordinal":
        return agreement_weights(ratings.categories, metric)
    return krippendorff_weights(ratings, metric)
