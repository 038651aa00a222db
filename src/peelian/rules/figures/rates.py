"""Figures that set one number against another: rates, and changes in percent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from peelian.rules.figures.base import Figure, refuse
from peelian.rules.figures.settling import settle_decimals
from peelian.rules.figures.wording import exact_decimal, printed, rounded


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
            settle_decimals(self, self.value)
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
            settle_decimals(self, self.value_percent)
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

    def bare_words(self) -> str:
        """Return "37 percent increase (base not given)"."""
        return f"{self._change_words()} ({self._base_words()})"

    def _change_words(self) -> str:
        change = self.value_percent or Decimal(0)
        moved = change or self._difference
        if not moved:
            return "no change"
        word = "increase" if moved > 0 else "fall"
        return f"{printed(abs(change), self.decimals or 0)} percent {word}"

    @property
    def _difference(self) -> int:
        """The change as a number of cases, which stays when its percentage rounds to 0; 0 where it is unknown."""
        return self.new - self.base if self.base is not None and self.new is not None else 0

    def _base_words(self) -> str:
        if self.base is not None and self.new is not None:
            return f"from {self.base:,} to {self.new:,}"
        return "base not given"
