"""Small numbers in words, as a report writes them in running text."""

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
