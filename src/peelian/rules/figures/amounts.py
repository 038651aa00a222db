"""Figures given as they are: a share, a quantity, a quantity in words only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from peelian.rules.figures.base import Figure, refuse
from peelian.rules.figures.settling import settle_decimals, settle_percent
from peelian.rules.figures.wording import exact_decimal, printed


@dataclass(frozen=True, kw_only=True)
class Share(Figure):
    """A percentage whose counts are not given."""

    kind: ClassVar[str] = "share"
    value_percent: Decimal

    def __post_init__(self) -> None:
        super().__post_init__()
        settle_percent(self, "value_percent")

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
        settle_decimals(self, self.value)

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
