"""Agreement of reviewers who judged the same cases: percent, and coefficients corrected for chance.

Every coefficient is ``(pa - pe) / (1 - pe)``: agreement seen, less agreement by chance. They differ in what
they call chance. Standard errors are by linearisation over the items, intervals by Student's t with items
less one degrees of freedom. Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014), chapters 4 to 6.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from peelian.stats.agreement_result import (
    PERCENT_AGREEMENT,
    AgreementCoefficient,
    coefficient,
    undefined_coefficient,
)
from peelian.stats.agreement_weights import agreement_weights
from peelian.stats.errors import StatsError
from peelian.stats.ratings import Ratings

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]


def percent_agreement(
    ratings: Ratings, *, weights: str = "identity", confidence: float = 0.95
) -> AgreementCoefficient:
    """Return the share of pairs of raters who agree, averaged over the items.

    The plainest figure, and a flattering one where nearly all cases fall into one category.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> percent_agreement(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]])).estimate
    0.75
    """
    credit = agreement_weights(ratings.categories, weights)
    return coefficient(
        PERCENT_AGREEMENT, ratings, _pair_agreement(ratings, credit), 0.0, None, confidence, weights
    )


def cohen_kappa(
    ratings: Ratings, *, weights: str = "identity", confidence: float = 0.95
) -> AgreementCoefficient:
    """Return Cohen's kappa; with more than two raters Conger's generalisation of it.

    Chance is ``pe = sum of w_kl p_gk p_hl`` over the pairs of raters g, h with their own shares of the
    categories. Where nearly all cases fall into one category kappa can be near zero though raters agree
    (Feinstein and Cicchetti, J. Clin. Epidemiol. 43, 1990, 543-549): then read `gwet_ac`.
    Cohen, Educ. Psychol. Meas. 20 (1960), 37-46, and Psychol. Bull. 70 (1968), 213-220, for weights; Conger,
    Psychol. Bull. 88 (1980), 322-328.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> cohen_kappa(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]])).estimate
    0.5
    """
    if len(ratings.raters) < 2:
        raise StatsError("one-rater", "Kappa needs at least two raters; one is given.", {"raters": 1})
    name = "Cohen's kappa" if weights == "identity" else f"Cohen's kappa with {weights} weights"
    credit = agreement_weights(ratings.categories, weights)
    chance, chance_by_item = _chance_by_raters(ratings, credit)
    if chance == 1:
        return undefined_coefficient(name, ratings, confidence, weights)
    seen = _pair_agreement(ratings, credit)
    return coefficient(name, ratings, seen, chance, chance_by_item, confidence, weights)


def gwet_ac(ratings: Ratings, *, weights: str = "identity", confidence: float = 0.95) -> AgreementCoefficient:
    """Return Gwet's AC1, or AC2 when weights other than identity are given.

    Chance is ``pe = T / (q (q - 1)) sum of pi_k (1 - pi_k)`` with T the sum of the weights and pi_k the mean
    share of category k: small where one category prevails, so the coefficient keeps its meaning there.
    Gwet, Br. J. Math. Stat. Psychol. 61 (2008), 29-48.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> round(gwet_ac(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]])).estimate, 4)
    0.5294
    """
    credit = agreement_weights(ratings.categories, weights)
    # With one category seen the chance term is zero however many more there might have been.
    places = max(len(ratings.categories), 2)
    scale = float(credit.sum()) / (places * (places - 1))
    shares = _item_shares(ratings)
    mean_share = shares.mean(axis=0)
    chance = scale * float((mean_share * (1 - mean_share)).sum())
    name = "Gwet's AC1" if weights == "identity" else "Gwet's AC2"
    seen = _pair_agreement(ratings, credit)
    return coefficient(name, ratings, seen, chance, scale * shares @ (1 - mean_share), confidence, weights)


def fleiss_kappa(
    ratings: Ratings, *, weights: str = "identity", confidence: float = 0.95
) -> AgreementCoefficient:
    """Return Fleiss' kappa: chance is ``sum of w_kl pi_k pi_l`` with the mean shares of the categories.

    Fleiss, Psychol. Bull. 76 (1971), 378-382; for two raters it is Scott's pi.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> round(fleiss_kappa(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]])).estimate, 4)
    0.4667
    """
    credit = agreement_weights(ratings.categories, weights)
    shares = _item_shares(ratings)
    mean_share = shares.mean(axis=0)
    chance = float(mean_share @ credit @ mean_share)
    if chance == 1:
        return undefined_coefficient("Fleiss' kappa", ratings, confidence, weights)
    by_item = shares @ (credit @ mean_share)
    seen = _pair_agreement(ratings, credit)
    return coefficient("Fleiss' kappa", ratings, seen, chance, by_item, confidence, weights)


def brennan_prediger(
    ratings: Ratings, *, weights: str = "identity", confidence: float = 0.95
) -> AgreementCoefficient:
    """Return Brennan and Prediger's coefficient: chance is every category alike, ``sum of w_kl / q^2``.

    Brennan and Prediger, Educ. Psychol. Meas. 41 (1981), 687-699.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> brennan_prediger(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]])).estimate
    0.5
    """
    credit = agreement_weights(ratings.categories, weights)
    chance = float(credit.mean())
    if chance == 1:
        return undefined_coefficient("Brennan-Prediger coefficient", ratings, confidence, weights)
    seen = _pair_agreement(ratings, credit)
    return coefficient("Brennan-Prediger coefficient", ratings, seen, chance, None, confidence, weights)


SPREAD_OF_ROUNDING = 1e-14
"""A spread under chance that is no more than the rounding of its sums."""


def cohen_kappa_test(
    ratings: Ratings, *, weights: str = "identity"
) -> tuple[float, float] | tuple[None, None]:
    """Return z and the two-sided p of the hypothesis that two raters agree by chance alone.

    Both are None where a rater gave one answer throughout: chance alone then fixes the agreement, and there is
    nothing to test.

    The variance under the hypothesis is ``(sum of p_k. p_.l (w_kl - w_k. - w_.l)^2 - pe^2) / (n (1 - pe)^2)``
    with the mean weights ``w_k.`` and ``w_.l`` of row and column.
    Fleiss, Cohen and Everitt, Psychol. Bull. 72 (1969), 323-327, equation 14.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> z, p = cohen_kappa_test(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1]]))
    >>> round(z, 4), round(p, 4)
    (1.1547, 0.2482)
    """
    both = ratings.codes[ratings.paired]
    if len(ratings.raters) != 2 or len(both) == 0:
        raise StatsError(
            "two-raters-needed",
            f"The test takes items judged by two raters; there are {len(ratings.raters)} raters and "
            f"{len(both)} items with two ratings.",
            {"raters": len(ratings.raters), "items": len(both)},
        )
    credit = agreement_weights(ratings.categories, weights)
    table = np.zeros_like(credit)
    np.add.at(table, (both[:, 0], both[:, 1]), 1 / len(both))
    row, column = table.sum(axis=1), table.sum(axis=0)
    by_chance = np.outer(row, column)
    observed, chance = float((credit * table).sum()), float((credit * by_chance).sum())
    means = (credit @ column)[:, None] + (row @ credit)[None, :]
    spread = float((by_chance * (credit - means) ** 2).sum()) - chance**2
    if spread < SPREAD_OF_ROUNDING:
        return None, None
    z = (observed - chance) / math.sqrt(spread / len(both))
    return z, float(2 * stats.norm.sf(abs(z)))


AGREEMENT_COEFFICIENTS: dict[str, Callable[..., AgreementCoefficient]] = {
    "percent_agreement": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "gwet_ac": gwet_ac,
    "fleiss_kappa": fleiss_kappa,
    "brennan_prediger": brennan_prediger,
}


def _pair_agreement(ratings: Ratings, credit: Matrix) -> Vector:
    """Agreement among the pairs of ratings of each item; zero where there is no pair."""
    if not ratings.paired.any():
        raise StatsError("no-pairs", "No item has two ratings. Agreement needs items that two raters judged.")
    counts, ratings_per_item = ratings.counts, ratings.ratings_per_item
    agreeing = (counts * (counts @ credit.T - 1)).sum(axis=1)
    pairs = ratings_per_item * (ratings_per_item - 1)
    return np.asarray(np.divide(agreeing, pairs, out=np.zeros(len(pairs)), where=pairs > 0))


def _item_shares(ratings: Ratings) -> Matrix:
    return np.asarray(ratings.counts / ratings.ratings_per_item[:, None])


def _chance_by_raters(ratings: Ratings, credit: Matrix) -> tuple[float, Vector]:
    """Chance agreement over the pairs of raters, and its linearised value for each item."""
    items, raters = ratings.codes.shape
    chosen = np.stack([ratings.codes == c for c in range(len(ratings.categories))], axis=2).astype(float)
    rated = chosen.sum(axis=2)
    judged = rated.sum(axis=0)
    shares = chosen.sum(axis=0) / judged[:, None]
    total = shares.sum(axis=0)
    pairs = raters * (raters - 1)
    own = np.einsum("gk,kl,gl->", shares, credit, shares)
    chance = float((total @ credit @ total - own) / pairs)
    # An item moves the shares of the raters that judged it, each against the shares of all the others.
    against = (total[None, :] - shares) @ ((credit + credit.T) / 2)
    moved = chosen - shares[None, :, :] * (rated - judged[None, :] / items)[:, :, None]
    by_item = np.einsum("igk,gk,g->i", moved, against, items / judged) / pairs
    return chance, np.asarray(by_item)
