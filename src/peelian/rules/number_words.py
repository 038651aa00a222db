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
