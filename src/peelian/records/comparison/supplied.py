"""What is known of one force for one measure and period, before anything is compared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class SuppliedValue:
    """A force with its value, or with the reason for having none.

    Parameters
    ----------
    region
        The group of forces it is set beside; empty for none.
    in_scope
        Whether the programme assesses the force; others take no part in anything and leave a note.
    reason
        Why there is no value. Needed where `value` is None.
    exclusion
        Why the force is left out of the comparison although it may have a value; empty where it takes part.
    small_base
        Below which denominator the value stands as a count and takes no part; 0 for no limit.
    """

    slug: str
    name: str
    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    region: str = ""
    in_scope: bool = True
    reason: str = ""
    exclusion: str = ""
    small_base: int = 0

    @property
    def has_small_base(self) -> bool:
        """Whether the value rests on too few cases to be compared."""
        return self.value is not None and self.denominator is not None and self.denominator < self.small_base

    @property
    def left_out(self) -> str:
        """Why the force takes no part, without a full stop, since sentences end with it; empty where it does."""
        if self.exclusion:
            return self.exclusion.strip().rstrip(".")
        if self.has_small_base:
            counts = f"{self.numerator or 0:,} of {self.denominator:,}"
            return f"{counts}: below {self.small_base} cases the count stands alone"
        return (self.reason.strip().rstrip(".") or "No value") if self.value is None else ""
