"""Sums by group whose digits do not depend on the order of the rows.

Adding floating-point numbers in another order changes the last digits. Here every
value is first split at two fixed binary places, chosen so that each part adds up
without any rounding at all; exact sums are the same in every order. What is cut off
lies some 58 binary places below the largest value, beyond what a plain sum keeps.

Source: Demmel and Nguyen (2013), Fast reproducible floating-point summation,
IEEE ARITH 21, section III (pre-rounding).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer]

ROWS_A_BLOCK = 1 << 15
"""Rows worked on at a time, so that what lies between two steps stays in the processor's cache."""

FEW_TERMS = 16
"""Up to so many terms in a group, one part keeps 48 binary places and may be enough."""


def blocks(rows: int) -> Iterator[slice]:
    """Cut rows 0 .. rows-1 into runs that fit the cache."""
    for start in range(0, rows, ROWS_A_BLOCK):
        yield slice(start, min(start + ROWS_A_BLOCK, rows))


class GroupedSum:
    """Adds values by group, exactly the same in any order.

    Parameters
    ----------
    groups : number of groups.
    terms : most values that any group receives.
    bound : a number no smaller than any absolute value added.
    parts : 2 keeps all digits; 1 is quicker, and enough for few terms of like size.

    Examples
    --------
    >>> import numpy as np
    >>> values = np.array([0.1, 0.2, 0.3, 0.7])
    >>> forward = GroupedSum(1, terms=4, bound=0.7)
    >>> forward.add(np.zeros(4, dtype=int), values)
    >>> backward = GroupedSum(1, terms=4, bound=0.7)
    >>> backward.add(np.zeros(4, dtype=int), values[::-1])
    >>> bool(forward.result()[0] == backward.result()[0])
    True
    """

    def __init__(self, groups: int, terms: int, bound: float, parts: int = 2) -> None:
        self._coarse = _anchor(bound, terms)
        self._fine = _anchor(float(np.spacing(self._coarse)), terms)
        self._high = np.zeros(groups)
        self._low = np.zeros(groups) if parts == 2 else None

    def add(self, groups: Integers | None, values: Floats) -> None:
        """Add each value to its group; ``groups`` None adds all to the first."""
        high = values + self._coarse
        high -= self._coarse
        _add_to(self._high, groups, high)
        if self._low is not None:
            low = values - high
            low += self._fine
            low -= self._fine
            _add_to(self._low, groups, low)

    def result(self) -> Floats:
        """The sum of each group."""
        return self._high if self._low is None else self._high + self._low


def _anchor(bound: float, terms: int) -> float:
    """A number so large that adding it rounds every value at the place where sums stay exact."""
    if bound == 0:
        return 0.0
    return float(1.5 * 2.0 ** (math.ceil(math.log2(bound) + math.log2(max(terms, 1))) + 1))


def _add_to(sums: Floats, groups: Integers | None, values: Floats) -> None:
    if groups is None:
        sums[0] += values.sum()
    else:
        np.add.at(sums, groups, values)
