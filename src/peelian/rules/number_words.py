"""Small numbers in words, as a report writes them in running text."""

import re

SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: in words up to ten, in digits beyond.

    >>> counted(1, "tier")
    'one tier'
    >>> counted(12, "area")
    '12 areas'
    """
    words = SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"
    return f"{words} {noun if number == 1 else plural or noun + 's'}"


def days_counted(number: int) -> str:
    """Return a number of days in digits, as clocks and lists write it.

    >>> days_counted(1)
    '1 day'
    >>> days_counted(3463)
    '3,463 days'
    """
    return f"{number:,} day{'' if number == 1 else 's'}"


def of_number(number: int, noun: str, plural: str = "") -> str:
    """Return a number in digits with its noun, thousands parted by commas.

    >>> of_number(3463, "day")
    '3,463 days'
    >>> of_number(1, "row")
    '1 row'
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_unit(number: str, unit: str) -> str:
    """Return a printed number with its unit, whose first word is one of many and stands alone beside a plain 1.

    >>> in_unit("1", "changes in three years"), in_unit("1.0", "days"), in_unit("1", "percent")
    ('1 change in three years', '1.0 days', '1 percent')
    >>> in_unit("1", "bodies"), in_unit("1", "searches"), in_unit("1", "losses")
    ('1 body', '1 search', '1 loss')
    """
    return f"{number} {_ONE.sub(_single, unit, count=1) if number == '1' else unit}"


_ONE = re.compile(r"^\w*?(ies|(?<=ch|sh|ss)es|(?<=x)es|(?<!s)s)\b")
"""The first word of a unit, with the ending that says that there are many."""


def _single(word: re.Match[str]) -> str:
    return word[0].removesuffix(word[1]) + ("y" if word[1] == "ies" else "")
