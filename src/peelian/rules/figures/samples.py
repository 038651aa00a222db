"""Figures from a number of cases: a count of relevant cases, and an estimate from a sample.

Sources: the published PEEL 2021/22 reports, and the inspectorate's explanatory notes on
crime data integrity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from peelian.rules.figures.base import Bound, Figure, refuse
from peelian.rules.figures.settling import settle_percent
from peelian.rules.figures.wording import exact_decimal, printed

DEFAULT_SMALL_BASE = 30
"""Below this base a count is printed without percentage or interval. Nobody publishes the
threshold, so every caller may set its own."""

OPPOSITE_BOUNDS: dict[Bound | None, Bound | None] = {
    None: None,
    "more than": "fewer than",
    "fewer than": "more than",
    "at least": "up to",
    "up to": "at least",
}


@dataclass(frozen=True, kw_only=True)
class Count(Figure):
    """``k`` of ``n`` relevant cases."""

    kind: ClassVar[str] = "count"
    k: int
    n: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.n < 1:
            raise refuse(self.key, f"the base is {self.n}. A count needs a base of at least 1.", "n")
        if not 0 <= self.k <= self.n:
            raise refuse(
                self.key,
                f"the count is {self.k} of {self.n}. Give a count between 0 and the base.",
                "k",
            )

    def bare_words(self) -> str:
        """Return "75 of 77"."""
        return f"{self.k:,} of {self.n:,}"

    def has_small_base(self, small_base: int = DEFAULT_SMALL_BASE) -> bool:
        """Say whether the base is too small for a percentage or an interval."""
        return self.n < small_base

    def percent(self, small_base: int = DEFAULT_SMALL_BASE) -> Decimal | None:
        """Return k as a percentage of n, or None below the small base."""
        return None if self.has_small_base(small_base) else Decimal(100 * self.k) / Decimal(self.n)

    def words_with_percent(self, small_base: int = DEFAULT_SMALL_BASE, decimals: int = 1) -> str:
        """Return "75 of 77 (97.4 percent)"; below the small base the count alone."""
        percent = self.percent(small_base)
        return self.words() if percent is None else f"{self.words()} ({printed(percent, decimals)} percent)"

    def compliance(self) -> Count | None:
        """Return the count of compliant cases, or None where the direction is not known.

        18 failures of 87 give 69 of 87. A bound turns round with the count.
        """
        if self.polarity == "unknown":
            return None
        if self.polarity == "success":
            return self
        return replace(self, k=self.n - self.k, polarity="success", bound=OPPOSITE_BOUNDS[self.bound])

    def derived(self) -> dict[str, Any]:
        """Return the compliant cases, where the direction of the count is known."""
        compliant = self.compliance()
        return {"compliant": compliant.k, "compliance_words": compliant.words()} if compliant else {}


@dataclass(frozen=True, kw_only=True)
class Estimate(Figure):
    """A percentage from a sample, with the half-width of its interval in percentage points.

    Published half-widths are kept as published. The level of 0.95 is our reading where
    the source names none, and is stated wherever it is used.
    """

    kind: ClassVar[str] = "estimate"
    value_percent: Decimal
    half_width_pp: Decimal
    level: float = 0.95
    method: str = "as published"

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_percent(self, "value_percent")
        self._set("half_width_pp", exact_decimal(self.half_width_pp, "half_width_pp"))
        if self.half_width_pp < 0:
            raise refuse(self.key, f"the half-width is {self.half_width_pp}. Use 0 or more.", "half_width_pp")
        if not 0 < self.level < 1:
            raise refuse(self.key, f"the level is {self.level}. Use a share such as 0.95.", "level")

    def bare_words(self) -> str:
        """Return "96.4 percent (confidence interval +/- 2.0 percentage points)"."""
        value, half = (printed(x, self.decimals or 0) for x in (self.value_percent, self.half_width_pp))
        return f"{value} percent (confidence interval +/- {half} percentage points)"

    @property
    def lower(self) -> Decimal:
        """Lower end of the interval in percent, never below 0."""
        return max(Decimal("0.0"), self.value_percent - self.half_width_pp)

    @property
    def upper(self) -> Decimal:
        """Upper end of the interval in percent, never above 100."""
        return min(Decimal("100.0"), self.value_percent + self.half_width_pp)

    def derived(self) -> dict[str, Any]:
        """Return the two ends of the interval in percent."""
        return {"lower_percent": float(self.lower), "upper_percent": float(self.upper)}

    def interval_words(self) -> str:
        """Return the two ends, such as "94.2 to 100.0 percent"."""
        decimals = self.decimals or 0
        return f"{printed(self.lower, decimals)} to {printed(self.upper, decimals)} percent"
