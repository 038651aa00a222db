"""A coefficient of agreement with its interval, and how it is made from its parts."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from peelian.stats.argument_checks import require_between
from peelian.stats.ratings import Ratings
from peelian.stats.wording import percent

PERCENT_AGREEMENT = "percent agreement"
"""The one figure here that is a share, from 0 to 1; the others are coefficients from -1 to 1."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class AgreementCoefficient:
    """A coefficient; `observed` and `expected` are the agreement seen and the agreement by chance.

    `n` counts the items, `n_used` those with at least two ratings. `estimate` is None where chance alone
    explains everything, which the flag ``one-category`` says.
    """

    name: str
    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    confidence: float
    p_value: float | None
    method: str
    n: int
    n_used: int
    raters: int
    df: int
    observed: float
    expected: float
    flags: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say the coefficient in words."""
        base = f"{self.n_used} items judged by {self.raters} raters"
        if self.estimate is None:
            return f"{self.name} cannot be given: every rating falls into one category ({base})."
        level = f"{100 * self.confidence:g} percent confidence interval"
        said = f"{self.name} {self._words(self.estimate)}"
        if self.lower is None or self.upper is None:
            return f"{said} ({base})."
        if not self.se:
            return f"{said} (no interval, as the items show no spread; {base})."
        return f"{said} ({level} {self._words(self.lower)} to {self._words(self.upper)}; {base})."

    def _words(self, value: float) -> str:
        """A share in percent, a coefficient as it is."""
        return percent(value) if self.name == PERCENT_AGREEMENT else f"{value:.2f}"

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "flags": list(self.flags), "sentence": self.sentence()}


def coefficient(
    name: str,
    ratings: Ratings,
    seen_by_item: Vector,
    chance: float,
    chance_by_item: Vector | None,
    confidence: float,
    weights: str,
) -> AgreementCoefficient:
    """Return ``(pa - pe) / (1 - pe)`` with its linearised standard error.

    The value of item i is ``(pa_i - pe) / (1 - pe) - 2 (1 - k) (pe_i - pe) / (1 - pe)``, where pa_i is scaled
    by items over items with a pair; chance that does not depend on the ratings drops the second term.
    Gwet (2014), equations 5.3.15 to 5.3.17 in kind.
    """
    paired = ratings.paired
    items, used = len(paired), int(paired.sum())
    observed = math.fsum(seen_by_item) / used
    estimate = (observed - chance) / (1 - chance)
    values = items / used * paired * (seen_by_item - chance) / (1 - chance)
    if chance_by_item is not None:
        values = values - 2 * (1 - estimate) * (chance_by_item - chance) / (1 - chance)
    se = math.sqrt(math.fsum((values - estimate) ** 2) / (items * (items - 1))) if items > 1 else None
    return agreement_result(name, ratings, estimate, se, observed, chance, confidence, weights, items)


def agreement_result(
    name: str,
    ratings: Ratings,
    estimate: float,
    se: float | None,
    observed: float,
    expected: float,
    confidence: float,
    weights: str,
    items: int,
) -> AgreementCoefficient:
    """Return the coefficient with Student's t interval, cut at -1 and 1; that of a share at 0 and 1."""
    require_between("confidence", confidence, 0.0, 1.0)
    lower = upper = p_value = None
    if se is not None:
        reach = float(stats.t.isf((1 - confidence) / 2, items - 1)) * se
        lowest = 0.0 if name == PERCENT_AGREEMENT else -1.0
        lower, upper = max(lowest, estimate - reach), min(1.0, estimate + reach)
        p_value = _p_value(estimate, se, items - 1)
    flags = _flags(ratings, items)
    return AgreementCoefficient(
        name, estimate, se, lower, upper, confidence, p_value, f"linearised, {weights} weights",
        len(ratings.items), int(ratings.paired.sum()), len(ratings.raters), items - 1, observed, expected, flags,
    )  # fmt: skip


def undefined_coefficient(
    name: str, ratings: Ratings, confidence: float, weights: str
) -> AgreementCoefficient:
    """Return the answer for ratings that all fall into one category: no estimate, and a flag that says why."""
    return AgreementCoefficient(
        name, None, None, None, None, confidence, None, f"linearised, {weights} weights",
        len(ratings.items), int(ratings.paired.sum()), len(ratings.raters), len(ratings.items) - 1, 1.0, 1.0,
        ("one-category", *_flags(ratings, len(ratings.items))),
    )  # fmt: skip


def _flags(ratings: Ratings, items: int) -> tuple[str, ...]:
    flags = []
    if not ratings.paired.all():
        flags.append("items-without-pair")
    if items < 2:
        flags.append("one-item")
    return tuple(flags)


def _p_value(estimate: float, se: float, df: int) -> float:
    """Two-sided p of a coefficient of zero."""
    if se == 0:
        return 0.0 if estimate else 1.0
    return float(2 * stats.t.sf(abs(estimate / se), df))
