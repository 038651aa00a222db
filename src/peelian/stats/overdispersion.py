"""How much more units differ than chance alone explains.

Spiegelhalter, Handling over-dispersion of performance indicators, Qual. Saf. Health Care 14 (2005), 347-351;
DerSimonian and Laird, Control. Clin. Trials 7 (1986), 177-188.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.stats.argument_checks import require_between, require_choice

Vector = NDArray[np.float64]

OVERDISPERSIONS = ("additive", "multiplicative", "none")
TAILS = ("winsorised", "trimmed", "kept")


@dataclass(frozen=True)
class Overdispersion:
    """`phi` is the mean square of the z scores, `tau2` the variance between units on the scale of the test.

    `method` says which of them widens the limits; `n` counts the z scores that were used.
    """

    method: str
    tails: str
    phi: float
    tau2: float
    n: int

    def standard_errors(self, sampling: Vector) -> Vector:
        """Return the standard errors that limits and z scores use."""
        if self.method == "additive":
            return np.sqrt(sampling**2 + self.tau2)
        return sampling * math.sqrt(max(1.0, self.phi)) if self.method == "multiplicative" else sampling


def estimate_overdispersion(
    z_scores: Vector,
    standard_errors: Vector,
    *,
    method: str = "additive",
    tails: str = "winsorised",
    share: float = 0.1,
) -> Overdispersion:
    """Return the excess of the spread of naive z scores.

    Parameters
    ----------
    z_scores, standard_errors
        Distance from the target in sampling standard errors, and those errors, one a unit.
    tails
        ``winsorised`` draws the outer `share` at each end in to the quantile, so that real outliers do not
        widen the limits that should show them; ``trimmed`` leaves them out; ``kept`` takes them as they are.

    Notes
    -----
    ``phi = sum of z^2 / n``; ``tau2 = max(0, (n phi - (n - 1)) / (sum w - sum w^2 / sum w))`` with
    ``w = 1 / se^2``.

    Examples
    --------
    >>> import numpy as np
    >>> found = estimate_overdispersion(np.array([-2.0, 0.0, 2.0, 4.0]), np.full(4, 0.1), tails="kept")
    >>> found.phi, round(found.tau2, 4)
    (6.0, 0.07)
    """
    require_choice("method", method, OVERDISPERSIONS)
    require_choice("tails", tails, TAILS)
    require_between("share", share, 0.0, 0.5, closed=True)
    scores, errors = _without_tails(
        np.asarray(z_scores, float), np.asarray(standard_errors, float), tails, share
    )
    n = len(scores)
    phi = math.fsum(scores**2) / n
    weights = 1 / errors**2
    total = math.fsum(weights)
    room = total - math.fsum(weights**2) / total
    tau2 = max(0.0, (n * phi - (n - 1)) / room) if room > 0 else 0.0
    return Overdispersion(method, tails, phi, tau2, n)


def _without_tails(scores: Vector, errors: Vector, tails: str, share: float) -> tuple[Vector, Vector]:
    if tails == "winsorised":
        low, high = np.quantile(scores, [share, 1 - share])
        return np.clip(scores, low, high), errors
    if tails == "trimmed":
        cut = math.floor(share * len(scores))
        kept = np.sort(np.argsort(scores, kind="stable")[cut : len(scores) - cut])
        return scores[kept], errors[kept]
    return scores, errors
