"""How far each reviewer agrees with the others."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from peelian.stats.agreement_weights import agreement_weights
from peelian.stats.ratings import Ratings


@dataclass(frozen=True)
class RaterAgreement:
    """How far one rater agrees with the others, over the items that both judged; None without such an item."""

    rater: Hashable
    items: int
    agreement: float | None


def agreement_by_rater(ratings: Ratings, *, weights: str = "identity") -> dict[Hashable, RaterAgreement]:
    """Return how far each rater agrees with the others: the mean over the rater's items of the others' agreement.

    A rater who stands out is worth a talk before the figures are; the base says how much there is to go by.

    Examples
    --------
    >>> from peelian.stats import ratings_from_columns
    >>> found = agreement_by_rater(ratings_from_columns([[1, 1, 0, 1], [1, 0, 0, 1], [1, 1, 0, None]]))
    >>> [(rater, round(one.agreement, 3), one.items) for rater, one in found.items()]
    [(0, 0.875, 4), (1, 0.75, 4), (2, 0.833, 3)]
    """
    credit = agreement_weights(ratings.categories, weights)
    found: dict[Hashable, RaterAgreement] = {}
    for place, rater in enumerate(ratings.raters):
        shared = (ratings.codes[:, place] >= 0) & ratings.paired
        own = ratings.codes[shared, place]
        others = ratings.counts[shared].copy()
        others[np.arange(len(own)), own] -= 1
        agreeing = (credit[own] * others).sum(axis=1) / others.sum(axis=1)
        agreement = math.fsum(agreeing) / len(own) if len(own) else None
        found[rater] = RaterAgreement(rater, len(own), agreement)
    return found
