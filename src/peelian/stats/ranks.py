"""Ranks with ties: equal values share the better place, and the next place is left out."""

from __future__ import annotations

from collections.abc import Sequence


def competition_ranks(values: Sequence[float]) -> list[int]:
    """Return the rank of each value, the largest first.

    Examples
    --------
    >>> competition_ranks([3.0, 5.0, 5.0, 1.0])
    [3, 1, 1, 4]
    """
    first: dict[float, int] = {}
    for place, value in enumerate(sorted(values, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in values]
