"""How a figure settles its numbers while it is made: exact, within bounds, decimals known."""

from __future__ import annotations

from decimal import Decimal

from peelian.rules.figures.base import Figure, refuse
from peelian.rules.figures.wording import exact_decimal, printed_decimals


def settle_percent(figure: Figure, field: str) -> None:
    """Hold a percentage as an exact decimal between 0 and 100."""
    value = exact_decimal(getattr(figure, field), field)
    if not 0 <= value <= 100:
        raise refuse(figure.key, f"the percentage is {value}. Give one between 0 and 100.", field)
    figure._set(field, value)
    settle_decimals(figure, value)


def settle_decimals(figure: Figure, value: Decimal) -> None:
    """Take the printed decimals of the value unless they were set."""
    if figure.decimals is None:
        figure._set("decimals", printed_decimals(value))
