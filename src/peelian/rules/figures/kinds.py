"""The kinds of figure an inspection report prints.

Sources: the kinds are those found in the published PEEL 2021/22 reports and in the
inspectorate's explanatory notes on crime data integrity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from peelian.rules.figures.base import Bound, Figure, refuse
from peelian.rules.figures.wording import exact_decimal, printed, printed_decimals, rounded

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
        _settle_percent(self, "value_percent")
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


@dataclass(frozen=True, kw_only=True)
class Rate(Figure):
    """Events for every ``per`` of a base, such as incidents per 1,000 population.

    Where no value was printed it is formed from numerator and base, rounded half up to
    ``decimals`` (one, unless set). A printed value is kept and never formed anew.
    """

    kind: ClassVar[str] = "rate"
    numerator: int | None = None
    base: int | None = None
    base_source: str = ""
    base_unit: str = "population"
    per: int = 1000
    value: Decimal | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.base is not None and self.base < 1:
            raise refuse(self.key, f"the base is {self.base}. A rate needs a base of at least 1.", "base")
        if self.numerator is not None and self.numerator < 0:
            raise refuse(self.key, f"the numerator is {self.numerator}. Use 0 or more.", "numerator")
        if self.per < 1:
            raise refuse(self.key, f"the rate is per {self.per}. Use 1 or more, such as 1000.", "per")
        self._settle_value()

    def _settle_value(self) -> None:
        if self.value is not None:
            self._set("value", exact_decimal(self.value, "value"))
            _settle_decimals(self, self.value)
        elif self.exact is not None:
            self._set("decimals", 1 if self.decimals is None else self.decimals)
            self._set("value", rounded(self.exact, self.decimals or 0))
        else:
            raise refuse(self.key, "the rate has neither a value nor a numerator and a base.", "value")

    @property
    def exact(self) -> Decimal | None:
        """The rate formed from numerator and base at full precision, where both are known."""
        if self.numerator is None or self.base is None:
            return None
        return Decimal(self.numerator) * self.per / Decimal(self.base)

    def agrees_with_base(self) -> bool | None:
        """Say whether the printed value is what numerator and base give; None if unknown."""
        if self.exact is None or self.value is None:
            return None
        return rounded(self.exact, self.decimals or 0) == rounded(self.value, self.decimals or 0)

    def bare_words(self) -> str:
        """Return "29.9 per 1,000 population"."""
        value = printed(self.value or Decimal(0), self.decimals or 0)
        return f"{value} per {self.per:,} {self.base_unit}"


@dataclass(frozen=True, kw_only=True)
class PercentageChange(Figure):
    """A change in percent between two counts, which may not be known themselves."""

    kind: ClassVar[str] = "percentage-change"
    value_percent: Decimal | None = None
    base: int | None = None
    new: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.value_percent is not None:
            self._set("value_percent", exact_decimal(self.value_percent, "value_percent"))
            _settle_decimals(self, self.value_percent)
            return
        if not self.base or self.new is None:
            raise refuse(
                self.key,
                "the change has no value, and cannot be formed without a base above 0 and a new count.",
                "value_percent",
            )
        self._set("decimals", self.decimals or 0)
        change = Decimal(100 * (self.new - self.base)) / Decimal(self.base)
        self._set("value_percent", rounded(change, self.decimals or 0))

    @property
    def base_is_known(self) -> bool:
        """Whether both counts behind the percentage are known."""
        return self.base is not None and self.new is not None

    def bare_words(self) -> str:
        """Return "37 percent increase (base not given)"."""
        return f"{self._change_words()} ({self._base_words()})"

    def _change_words(self) -> str:
        change = self.value_percent or Decimal(0)
        if change == 0:
            return "no change"
        word = "increase" if change > 0 else "fall"
        return f"{printed(abs(change), self.decimals or 0)} percent {word}"

    def _base_words(self) -> str:
        if self.base is not None and self.new is not None:
            return f"from {self.base:,} to {self.new:,}"
        return "base not given"


@dataclass(frozen=True, kw_only=True)
class Share(Figure):
    """A percentage whose counts are not given."""

    kind: ClassVar[str] = "share"
    value_percent: Decimal

    def __post_init__(self) -> None:
        super().__post_init__()
        _settle_percent(self, "value_percent")

    def bare_words(self) -> str:
        """Return "33.3 percent"."""
        return f"{printed(self.value_percent, self.decimals or 0)} percent"


@dataclass(frozen=True, kw_only=True)
class Quantity(Figure):
    """A number of things, or a number with a unit."""

    kind: ClassVar[str] = "quantity"
    value: Decimal
    unit: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._set("value", exact_decimal(self.value, "value"))
        _settle_decimals(self, self.value)

    def bare_words(self) -> str:
        """Return "17,020 incidents"."""
        return f"{printed(self.value, self.decimals or 0)} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class Statement(Figure):
    """A quantity that the source gives in words only, such as "several years"."""

    kind: ClassVar[str] = "statement"
    text: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.text.strip():
            raise refuse(self.key, "the statement is empty. Give the words as printed.", "text")

    def bare_words(self) -> str:
        """Return the words as given."""
        return self.text


def _settle_percent(figure: Estimate | Share, field: str) -> None:
    """Hold a percentage as an exact decimal between 0 and 100."""
    value = exact_decimal(getattr(figure, field), field)
    if not 0 <= value <= 100:
        raise refuse(figure.key, f"the percentage is {value}. Give one between 0 and 100.", field)
    figure._set(field, value)
    _settle_decimals(figure, value)


def _settle_decimals(figure: Figure, value: Decimal) -> None:
    """Take the printed decimals of the value unless they were set."""
    if figure.decimals is None:
        figure._set("decimals", printed_decimals(value))
