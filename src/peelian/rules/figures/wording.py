"""How numbers are held and printed: exact decimals, rounding half up, commas."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from peelian.rules.errors import InvalidValueError

Number = Decimal | int | float | str

MOST_PLACES = 12
"""Digits before the point, and after it, beyond which a number is a slip of the hand."""


def exact_decimal(value: Number, name: str) -> Decimal:
    """Return ``value`` as an exact decimal, keeping the decimals it was printed with.

    >>> exact_decimal("2.0", "half_width_pp")
    Decimal('2.0')
    """
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if isinstance(value, bool) or not number.is_finite():
        raise InvalidValueError(
            "figure-invalid", f"{name} is {value!r}. Give a number such as 96.4.", {"field": name}
        )
    if number.adjusted() >= MOST_PLACES or printed_decimals(number) > MOST_PLACES:
        raise InvalidValueError(
            "figure-invalid",
            f"{name} is {str(value)[:40]}. Give a number with at most {MOST_PLACES} digits before the point and "
            f"{MOST_PLACES} after it.",
            {"field": name},
        )
    return number


def printed_decimals(value: Decimal) -> int:
    """Return how many decimals a number was printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up, as the reports do and as Python's own ``round`` does not."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def printed(value: Decimal, decimals: int) -> str:
    """Print a number with commas and with all its decimals.

    >>> printed(Decimal("17020"), 0)
    '17,020'
    >>> printed(Decimal("2"), 1)
    '2.0'
    """
    return f"{rounded(value, decimals):,f}"
