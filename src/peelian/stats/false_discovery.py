"""Many tests at once: p-values adjusted so that chance finds stay few."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from peelian.stats.argument_checks import require_choice
from peelian.stats.errors import StatsError

ADJUSTMENTS = ("BH", "BY", "holm", "hochberg")


def adjust_p_values(p_values: Sequence[float | None], method: str = "BH") -> list[float | None]:
    """Return adjusted p-values in the order given; None stays None and does not count as a test.

    Parameters
    ----------
    method
        ``BH`` holds the share of false finds among all finds (Benjamini and Hochberg, JRSS B 57, 1995,
        289-300); ``BY`` the same under any dependence (Benjamini and Yekutieli, Ann. Statist. 29, 2001,
        1165-1188); ``holm`` (Scand. J. Statist. 6, 1979, 65-70) and ``hochberg`` (Biometrika 75, 1988,
        800-802) hold the chance of any false find.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, None, 0.03])
    [0.03, 0.04, None, 0.04]
    """
    require_choice("method", method, ADJUSTMENTS)
    wrong = [p for p in p_values if p is not None and not 0 <= p <= 1]
    if wrong:
        raise StatsError(
            "out-of-range",
            f"{len(wrong)} p-values lie outside 0 to 1, the first is {wrong[0]!r}.",
            {"values": wrong[:100]},
        )
    places = [place for place, p in enumerate(p_values) if p is not None]
    known = np.array([p for p in p_values if p is not None], dtype=float)
    adjusted: list[float | None] = [None] * len(p_values)
    for place, value in zip(places, _adjusted(known, method), strict=True):
        adjusted[place] = float(value)
    return adjusted


def _adjusted(known: NDArray[np.float64], method: str) -> NDArray[np.float64]:
    tests = len(known)
    order = np.argsort(known, kind="stable")
    place = np.arange(1, tests + 1)
    if method == "holm":
        ordered = np.maximum.accumulate((tests - place + 1) * known[order])
    else:
        factor = tests - place + 1.0 if method == "hochberg" else tests / place
        if method == "BY":
            factor = factor * (1 / place).sum()
        ordered = np.minimum.accumulate((factor * known[order])[::-1])[::-1]
    adjusted = np.empty(tests)
    adjusted[order] = np.minimum(ordered, 1.0)
    return adjusted
