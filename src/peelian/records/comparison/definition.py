"""What a compared measure says of itself: the words and the arithmetic that a release keeps with its values."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from peelian.rules.figures.wording import printed
from peelian.rules.number_words import in_unit

if TYPE_CHECKING:
    from peelian.catalogue.measures import Base, Measure

Basis = Literal["rate", "share", "value"]
Direction = Literal["higher-is-better", "lower-is-better", "neither"]

DIRECTION_WORDS: dict[str, str] = {
    "higher-is-better": "A higher value is better.",
    "lower-is-better": "A lower value is better.",
    "neither": "Neither a high nor a low value is good by itself.",
}


class MeasureDefinition(BaseModel):
    """The definition of a measure as it stood when its values were released.

    Parameters
    ----------
    basis
        ``rate``: numerator over denominator, times `per`. ``share``: numerator over denominator, in percent.
        ``value``: a number without a base, such as a median.
    base_unit
        What the denominator counts, such as ``population``; empty for a plain value.
    small_base
        Below so many cases a share stands as a count and is compared with nothing; 0 for no limit.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    identifier: str
    title: str
    definition: str
    unit: str
    decimals: int = Field(default=1, ge=0, le=6)
    basis: Basis = "rate"
    per: int = Field(default=1000, ge=1)
    base_unit: str = "population"
    direction: Direction = "neither"
    reading_note: str = ""
    source: str
    small_base: int = Field(default=0, ge=0)

    @property
    def factor(self) -> int:
        """What the quotient of numerator and denominator is multiplied by."""
        return 100 if self.basis == "share" else self.per

    @property
    def rests_on_population(self) -> bool:
        return self.basis == "rate" and self.base_unit == "population"

    @property
    def direction_words(self) -> str:
        return DIRECTION_WORDS[self.direction]

    def formed(self, numerator: int, denominator: int) -> Decimal:
        """The value that numerator and denominator give, unrounded."""
        return Decimal(numerator) * self.factor / Decimal(denominator)

    def number_words(self, value: Decimal | float) -> str:
        """A value as it is printed, rounded half up, without its unit; what is there is never printed as nothing."""
        words = printed(Decimal(str(value)), self.decimals)
        if value > 0 and not Decimal(words.replace(",", "")):
            return f"less than {Decimal(5).scaleb(-self.decimals - 1)}"
        return words

    def words(self, value: Decimal | float) -> str:
        """A value as it is printed, with its unit."""
        return in_unit(self.number_words(value), self.unit)

    @property
    def sha256(self) -> str:
        """The fingerprint of the definition: values of one measure are of one kind only while it stays the same.

        The small base is no part of it: it says which values are shown, not what they are.
        """
        text = json.dumps(
            self.model_dump(exclude={"small_base"}), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(text.encode()).hexdigest()


SHARES = ("share", "within-target")
ONE_A_FORCE = (*SHARES, "count", "total", "rate", "mean", "median", "percentile", "change", "attainment")
"""Kinds of measure that have one value a force; the others tell a force's rows apart."""


def definition_of(measure: Measure) -> MeasureDefinition:
    """Return what a release keeps of a measure of the catalogue.

    Rates keep the base that they are formed on, shares are percentages, and everything else is a plain value.
    """
    per = measure.per
    is_rate = measure.kind == "rate" and per is not None
    basis: Basis = "rate" if is_rate else "share" if measure.kind in SHARES else "value"
    return MeasureDefinition(
        identifier=measure.identifier,
        title=measure.title,
        definition=measure.definition,
        unit=measure.unit,
        decimals=measure.decimals,
        basis=basis,
        per=per.factor if is_rate and per is not None else 1,
        base_unit=_base_unit(per) if is_rate and per is not None else "",
        direction=measure.polarity,
        reading_note=measure.reading_note,
        source=measure.source,
        small_base=measure.small_base if basis == "share" else 0,
    )


def _base_unit(per: Base) -> str:
    return "population" if per.population else per.sum or per.distinct or per.table or "base"
