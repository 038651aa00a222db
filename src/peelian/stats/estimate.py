"""An estimate as one value: number, uncertainty, base, method and flags, which writes its own sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Self

from peelian.stats.design_intervals import proportion_interval
from peelian.stats.wording import method_words, percent, points, rounded

SAFE_METHOD = "korn-graubard"
"""The interval that keeps its meaning where all cases are alike."""


@dataclass(frozen=True)
class SmallBase:
    """Below which base a figure is told as a count alone.

    Parameters
    ----------
    cases : fewest relevant cases for an estimate to be printed.
    df : fewest degrees of freedom.
    """

    cases: int = 30
    df: int = 8

    def holds(self, n: float, df: float) -> bool:
        """Whether a figure on this base is too small to be printed."""
        return n < self.cases or df < self.df


@dataclass(frozen=True)
class Estimate:
    """One estimated quantity.

    Parameters
    ----------
    quantity : ``proportion``, ``mean``, ``total``, ``ratio``, ``difference`` or ``kappa``.
    estimate, se : the estimate and its standard error; None when it cannot be told.
    lower, upper : limits at the level ``confidence`` by ``method``; None when they cannot be told.
    n, n_used : rows, and rows with an outcome.
    df : degrees of freedom, units less strata.
    sum_weights : sum of the weights of the rows used.
    design_effect : variance over that of a simple random sample without replacement of the same
        size, from a population of the size that the weights add up to; with replacement where the
        weights add up to no more than the sample. None where it has no meaning.
    design_effect_replacement : the same against a simple random sample with replacement.
    count : cases with the outcome, for a proportion.
    flags : what the reader should know, for example ``small-base``.
    domain : the name of the domain, or None for the whole.
    """

    quantity: str
    estimate: float | None
    se: float | None
    lower: float | None
    upper: float | None
    confidence: float
    method: str
    n: int
    n_used: int
    df: float
    sum_weights: float
    design_effect: float | None = None
    design_effect_replacement: float | None = None
    count: int | None = None
    flags: tuple[str, ...] = ()
    domain: str | None = None

    @property
    def half_width_pp(self) -> float | None:
        """Half the width of a Wald interval of a proportion or difference, in percentage points."""
        shares = self.quantity in ("proportion", "difference")
        if not shares or self.method not in ("wald", "wald-z", "mean") or self.lower is None:
            return None
        return 50 * (self.upper or 0.0) - 50 * self.lower

    @property
    def small_base(self) -> bool:
        return "small-base" in self.flags

    def sentence(self) -> str:
        """The figure in words; on a small base the count alone."""
        if self.estimate is None:
            return "no cases"
        if self.small_base:
            return self._counted()
        if self.lower is None or self.upper is None:
            return f"{self._number(self.estimate)} (no interval: too few units for their spread to be known)"
        level = f"{rounded(100 * self.confidence, 0)} percent"
        base = "" if self.count is None else f"; {self.count:,} of {self.n_used:,} cases"
        if self.half_width_pp is not None and not self.se and self.quantity == "proportion":
            return f"{self._number(self.estimate)} ({self._without_spread(level)}{base})"
        if self.half_width_pp is not None:
            half = points(self.half_width_pp / 100)
            return f"{self._number(self.estimate)} (+/- {half}, {level}, {method_words(self.method)}{base})"
        return (
            f"{self._number(self.estimate)} ({level} confidence interval {self._plain(self.lower)} to "
            f"{self._number(self.upper)}, {method_words(self.method)}{base})"
        )

    def to_dict(self) -> dict[str, object]:
        """Plain values, full precision, None for what cannot be told."""
        answer: dict[str, object] = {
            "estimate": self.estimate,
            "se": self.se,
            "lower": self.lower,
            "upper": self.upper,
            "confidence": self.confidence,
            "method": self.method,
            "half_width_pp": self.half_width_pp,
            "n": self.n,
            "n_used": self.n_used,
            "df": self.df,
            "sum_weights": self.sum_weights,
            "design_effect": self.design_effect,
            "design_effect_replacement": self.design_effect_replacement,
            "flags": list(self.flags),
            "sentence": self.sentence(),
        }
        if self.count is not None:
            answer["k"] = self.count
        return answer

    def flagged(self, *flags: str) -> Self:
        """The same value with more flags."""
        return replace(self, flags=(*self.flags, *(flag for flag in flags if flag not in self.flags)))

    def _without_spread(self, level: str) -> str:
        """What stands in place of a half-width of 0, which would say that nothing is left to chance."""
        if "census" in self.flags:
            return "every case of the population was reviewed"
        safe = proportion_interval(
            self.estimate or 0.0, 0.0, self.n_used, self.df, confidence=self.confidence, method=SAFE_METHOD
        )
        return (
            f"no +/-, as the cases show no spread; {level} confidence interval {self._plain(safe.lower)} to "
            f"{self._number(safe.upper)}, {method_words(SAFE_METHOD)}"
        )

    def _counted(self) -> str:
        if self.count is not None:
            return f"{self.count:,} of {self.n_used:,}"
        return f"{self.n_used:,} cases, too few for a {self.quantity} to be printed"

    def _number(self, value: float) -> str:
        if self.quantity == "proportion":
            return percent(value)
        if self.quantity == "difference":
            return points(value)
        return self._plain(value)

    def _plain(self, value: float) -> str:
        if self.quantity in ("proportion", "difference"):
            return rounded(100 * value)
        decimals = {"total": 0, "mean": 1}.get(self.quantity, 3)
        return rounded(value, decimals)


def told(value: float) -> float | None:
    """A number, or None in place of NaN and infinity."""
    return float(value) if math.isfinite(value) else None
