"""Numbers in words: rounding half up at the printed decimals, percentages and percentage points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache


def rounded(value: float, decimals: int = 1) -> str:
    """A number with a fixed count of decimals, halves away from zero, thousands parted by commas.

    The shortest decimal form of the float is what is rounded, so that 0.0625 in percent is 6.3.

    >>> rounded(6.25), rounded(-2.45), rounded(69660, 0)
    ('6.3', '-2.5', '69,660')
    """
    shown = Decimal(f"{value:.12g}").quantize(_last_place(decimals), ROUND_HALF_UP)
    return f"{shown + 0:,}"


def shown(value: float, decimals: int = 1) -> str:
    """A rate or a share as it is printed; one that is more than nothing is never printed as nothing.

    >>> shown(0.0125), shown(0), shown(0.05), shown(0.3, 0)
    ('less than 0.05', '0.0', '0.1', 'less than 0.5')
    """
    words = rounded(value, decimals)
    if value > 0 and not Decimal(words.replace(",", "")):
        return f"less than {_last_place(decimals + 1) * 5}"
    return words


@cache
def _last_place(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def percent(proportion: float, decimals: int = 1) -> str:
    """A proportion as a percentage.

    >>> percent(0.9635)
    '96.4 percent'
    """
    return f"{rounded(100 * proportion, decimals)} percent"


def points(difference: float, decimals: int = 1) -> str:
    """A difference of proportions in percentage points.

    >>> points(0.065)
    '6.5 percentage points'
    """
    return f"{rounded(100 * difference, decimals)} percentage points"


METHOD_WORDS = {
    "korn-graubard": "Korn-Graubard",
    "korn-graubard-nchs": "Korn-Graubard with the cap at n",
    "wilson": "Wilson on the effective sample size",
    "logit": "logit",
    "arcsine": "arcsine",
    "jeffreys": "Jeffreys on the effective sample size",
    "likelihood": "likelihood",
    "wald": "Wald with t",
    "wald-z": "Wald with z",
    "clopper-pearson": "Clopper-Pearson",
    "wilson-plain": "Wilson",
    "beta": "Korn-Graubard without cap",
    "xlogit": "logit",
    "asin": "arcsine without ends",
    "mean": "Wald with t",
}


def method_words(method: str) -> str:
    """The name of a method in a sentence."""
    return METHOD_WORDS.get(method, method)
