"""The interval of a median without any assumption on the distribution.

Source: Conover (1999), Practical Nonparametric Statistics, third edition, section 3.2: the
number of values below the median of the population is binomial with one half.
"""

from __future__ import annotations

from scipy import special

from peelian.stats.argument_checks import require_between


def median_interval_ranks(n: int, confidence: float = 0.95) -> tuple[int, int] | None:
    """Return the ranks, counted from 1, of the values that bound the median of the population.

    The interval holds at least the level asked for. Below six values no pair of ranks
    reaches 95 percent, and the answer is None.

    >>> median_interval_ranks(100), median_interval_ranks(5)
    ((40, 61), None)
    """
    require_between("confidence", confidence, 0, 1)
    tail = (1 - confidence) / 2
    low, high = 0, n // 2
    while low < high:
        middle = (low + high + 1) // 2
        if special.bdtr(middle - 1, n, 0.5) <= tail:
            low = middle
        else:
            high = middle - 1
    return (low, n - low + 1) if low else None
