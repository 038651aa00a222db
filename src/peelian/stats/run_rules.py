"""Signals on a control chart: patterns that chance alone rarely makes.

Western Electric, Statistical Quality Control Handbook (1956), section I-B; Nelson, J. Quality Technology 16
(1984), 237-239, for trends.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

SHIFT_LENGTH = 8
TREND_LENGTH = 6


def run_signals(distances: Vector) -> tuple[tuple[str, ...], ...]:
    """Return the signals of each point, given its distance from the centre in standard deviations.

    ``beyond-limits``: further than 3. ``two-of-three``: the point and one of the two before further than 2 on
    one side. ``four-of-five``: the point and three of the four before further than 1 on one side. ``shift``:
    eighth or later in a row on one side. ``trend``: sixth or later in a row that only rises or only falls.

    Examples
    --------
    >>> import numpy as np
    >>> run_signals(np.array([0.1, 2.5, 2.4, 3.2]))
    ((), (), ('two-of-three',), ('beyond-limits', 'two-of-three'))
    """
    found = {name: rule(distances) for name, rule in RULES.items()}
    return tuple(tuple(name for name, at in found.items() if at[i]) for i in range(len(distances)))


def _beyond(distances: Vector) -> NDArray[np.bool_]:
    return np.asarray(np.abs(distances) > 3)


def _share_beyond(distances: Vector, reach: float, needed: int, of: int) -> NDArray[np.bool_]:
    """Points beyond `reach` on a side where `needed` of the last `of` are."""
    at = np.zeros(len(distances), dtype=bool)
    for side in (1, -1):
        outside = side * distances > reach
        recent = np.convolve(outside, np.ones(of, dtype=int))[: len(distances)]
        at |= outside & (recent >= needed)
    return at


def _run_lengths(same: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many in a row up to each place are true."""
    places = np.arange(1, len(same) + 1)
    return np.asarray(places - np.maximum.accumulate(np.where(same, 0, places)), dtype=np.int64)


def _shift(distances: Vector) -> NDArray[np.bool_]:
    return np.asarray(
        (_run_lengths(distances > 0) >= SHIFT_LENGTH) | (_run_lengths(distances < 0) >= SHIFT_LENGTH)
    )


def _trend(distances: Vector) -> NDArray[np.bool_]:
    steps = np.diff(distances, prepend=distances[:1])
    return np.asarray(
        (_run_lengths(steps > 0) >= TREND_LENGTH - 1) | (_run_lengths(steps < 0) >= TREND_LENGTH - 1)
    )


RULES: dict[str, Callable[[Vector], NDArray[np.bool_]]] = {
    "beyond-limits": _beyond,
    "two-of-three": lambda distances: _share_beyond(distances, 2.0, 2, 3),
    "four-of-five": lambda distances: _share_beyond(distances, 1.0, 4, 5),
    "shift": _shift,
    "trend": _trend,
}
