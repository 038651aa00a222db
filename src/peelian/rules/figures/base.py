"""What every figure carries whatever its kind: key, measure, period, source, direction."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import Period

Polarity = Literal["success", "failure", "unknown"]
Bound = Literal["more than", "at least", "fewer than", "up to"]
Direction = Literal["up", "down", "none"]

POLARITIES: tuple[str, ...] = ("success", "failure", "unknown")
BOUNDS: tuple[str, ...] = ("more than", "at least", "fewer than", "up to")
DIRECTIONS: tuple[str, ...] = ("up", "down", "none")
PROVENANCES: tuple[str, ...] = ("verified", "force-told-us", "staff-told-us", "third-party", "not-stated")
MOST_DECIMALS = 6
"""More decimals than a report ever prints."""


def refuse(key: str, problem: str, field: str) -> InvalidValueError:
    """Return the error for a figure that cannot stand, naming its key and field."""
    return InvalidValueError("figure-invalid", f"Figure {key}: {problem}", {"key": key, "field": field})


@dataclass(frozen=True, kw_only=True)
class FigureComparison:
    """What a report sets beside a figure, in the report's own claim.

    Parameters
    ----------
    claim
        The words of the report, such as "broadly unchanged". They are kept, never derived.
    direction
        Whether the claim says up, down or neither.
    value
        The figure compared with, or None where the report gives no number.
    against
        What the figure is set beside, such as "2021 inspection".
    """

    claim: str
    direction: Direction = "none"
    value: Figure | None = None
    against: str = ""

    def __post_init__(self) -> None:
        if self.direction not in DIRECTIONS:
            raise InvalidValueError(
                "figure-invalid",
                f"The direction of a comparison is {self.direction!r}. Use one of: {', '.join(DIRECTIONS)}.",
            )

    def words(self) -> str:
        """Return the claim, then the figure or the thing it is set beside."""
        beside = self.value.words() if self.value else ""
        return ", ".join(part for part in (self.claim, beside, self.against) if part)

    def sentences(self) -> str:
        """Return the claim, and what the figure is set beside with its value, as sentences under the figure."""
        beside = f"{self.against}: {self.value.words()}" if self.value and self.against else self.against
        parts = (part.strip().rstrip(".") for part in (self.claim, beside))
        return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)

    def to_json(self) -> dict[str, Any]:
        """Return plain values from which the same comparison can be built."""
        value = self.value.to_json() if self.value else None
        return {"claim": self.claim, "direction": self.direction, "value": value, "against": self.against}


@dataclass(frozen=True, kw_only=True)
class Figure:
    """The shared part of every figure.

    Parameters
    ----------
    key
        Stable identifier inside a report, such as "G-067".
    measure
        What was measured, in a few words.
    source
        Where the number comes from. No figure is published without one.
    period
        The time it speaks of, or None where the source does not say.
    provenance
        How the inspectorate knows it, one of `PROVENANCES`.
    polarity
        Whether a high value is a success or a failure.
    decimals
        Decimals to print; None takes the decimals the value was given with.
    bound
        Word printed before a number that is only a limit, such as "more than".
    note, reading_note
        A remark on the number, and a caution printed wherever it is read.
    comparison
        What the report sets beside it.
    """

    kind: ClassVar[str] = ""

    key: str
    measure: str
    source: str
    period: Period | None = None
    provenance: str = "not-stated"
    polarity: Polarity = "unknown"
    decimals: int | None = None
    bound: Bound | None = None
    note: str = ""
    reading_note: str = ""
    comparison: FigureComparison | None = None

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise refuse(self.key, "the source is empty. Say where the number comes from.", "source")
        self._require_one_of("polarity", self.polarity, POLARITIES)
        self._require_one_of("provenance", self.provenance, PROVENANCES)
        if self.bound is not None:
            self._require_one_of("bound", self.bound, BOUNDS)
        if self.decimals is not None and not 0 <= self.decimals <= MOST_DECIMALS:
            raise refuse(self.key, f"decimals is {self.decimals}. Use 0 to {MOST_DECIMALS}.", "decimals")

    def bare_words(self) -> str:
        """Return the value as printed, without its bound."""
        raise TypeError(f"{type(self).__name__} has no value of its own; use one of the kinds of figure.")

    def words(self) -> str:
        """Return the figure as a report prints it."""
        return f"{self.bound} {self.bare_words()}" if self.bound else self.bare_words()

    def is_older_than(self, window_start: date) -> bool:
        """Say whether the period ended before an assessment window started.

        A figure whose period is not known is not called old.
        """
        end = self.period.end if self.period else None
        return end is not None and end < window_start

    def derived(self) -> dict[str, Any]:
        """Return what a reader would otherwise have to work out, such as interval ends."""
        return {}

    def to_json(self) -> dict[str, Any]:
        """Return plain values: kind, fields, words and what follows from them.

        Numbers stay numbers; ``decimals`` says how many places were printed.
        """
        values = {field.name: _plain(getattr(self, field.name)) for field in fields(self)}
        return {"kind": self.kind, **values, "words": self.words(), "derived": self.derived()}

    def _require_one_of(self, field: str, value: str, allowed: tuple[str, ...]) -> None:
        if value not in allowed:
            raise refuse(self.key, f"{field} is {value!r}. Use one of: {', '.join(allowed)}.", field)

    def _set(self, field: str, value: object) -> None:
        """Settle a field while the frozen value is being made, and only then."""
        object.__setattr__(self, field, value)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        is_whole = value == value.to_integral_value() and "." not in str(value)
        return int(value) if is_whole else float(value)
    if isinstance(value, Period | FigureComparison):
        return value.to_json()
    return value
