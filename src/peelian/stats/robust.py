"""Distances from the middle that a few extreme values cannot hide."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

# Makes the median absolute deviation of normal values equal to their standard deviation.
NORMAL_CONSISTENCY = 1.4826


def robust_z_scores(values: Sequence[float]) -> list[float | None]:
    """Return ``(value - median) / (1.4826 MAD)``, or None where half of the values are alike.

    Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993), section 3.

    Examples
    --------
    >>> [round(z, 2) for z in robust_z_scores([1.0, 2.0, 3.0, 4.0, 100.0])]
    [-1.35, -0.67, 0.0, 0.67, 65.43]
    """
    middle = statistics.median(values)
    spread = NORMAL_CONSISTENCY * statistics.median(abs(value - middle) for value in values)
    return [(value - middle) / spread if spread > 0 else None for value in values]
