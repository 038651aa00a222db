"""Volumes derived from a recording rate: crimes left unrecorded, and crimes additionally recorded.

With R crimes recorded in the year and p the share of reported crimes that is recorded,
R / p were reported, R (1 - p) / p stay unrecorded, and (R / p) (p - p_old) are recorded that
would not have been at the earlier rate. Standard errors by the delta method
(Särndal, Swensson and Wretman 1992, section 5.5).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from peelian.stats.change import RoundResult
from peelian.stats.errors import StatsError
from peelian.stats.quantiles import two_sided_z
from peelian.stats.wording import rounded


@dataclass(frozen=True)
class Volume:
    """A number of crimes worked out from a rate.

    Parameters
    ----------
    estimate, se : the number and its standard error.
    lower, upper : the limits that are printed.
    wald_lower, wald_upper : the number less and plus z standard errors.
    confidence : the level of both.
    method : ``transformed`` when the limits are those of the rate carried through, else ``wald-z``.
    kind : ``unrecorded`` or ``additional``, which decides the printed phrase.
    """

    estimate: float
    se: float
    lower: float
    upper: float
    wald_lower: float
    wald_upper: float
    confidence: float
    method: str
    kind: str

    def printed(self) -> str:
        """The number as the regime prints it: unrecorded rounded down, additional to the nearest."""
        if self.kind == "unrecorded":
            return more_than_words(self.estimate)
        return additional_words(self.estimate)

    def sentence(self) -> str:
        """The printed phrase with the limits, rounded to tens, beside it."""
        low, high = (rounded(10 * math.floor(limit / 10 + 0.5), 0) for limit in (self.lower, self.upper))
        return f"{self.printed()} ({rounded(100 * self.confidence, 0)} percent confidence interval {low} to {high})"


def unrecorded_volume(recorded: float, rate: RoundResult, confidence: float = 0.95) -> Volume:
    """Crimes reported but not recorded, R (1 - p) / p.

    Parameters
    ----------
    recorded : crimes recorded in the period.
    rate : share of reported crimes that is recorded, with its standard error.
    confidence : the level.

    Notes
    -----
    The limits are those of the rate, p +/- z se, put through the same formula; the volume falls
    as the rate rises, so they change places.

    >>> from peelian.stats.change import RoundResult
    >>> volume = unrecorded_volume(69660, RoundResult(0.964, 0.02 / 1.959964))
    >>> volume.sentence()
    'more than 2,600 (95 percent confidence interval 1,130 to 4,130)'
    """
    _check(recorded, rate)
    z, p = two_sided_z(confidence), rate.p
    estimate, se = recorded * (1 - p) / p, recorded * rate.se / p**2
    low, high = p - z * rate.se, min(p + z * rate.se, 1.0)
    upper = recorded * (1 - low) / low if low > 0 else math.inf
    return Volume(
        estimate, se, recorded * (1 - high) / high, upper, estimate - z * se, estimate + z * se,
        confidence, "transformed", "unrecorded",
    )  # fmt: skip


def additional_volume(
    recorded: float, rate: RoundResult, earlier: RoundResult, confidence: float = 0.95
) -> Volume:
    """Crimes recorded that would not have been at the earlier rate, (R / p) (p - p_old).

    >>> from peelian.stats.change import RoundResult
    >>> new, old = RoundResult(0.964, 0.02 / 1.959964), RoundResult(0.899, 0.026 / 1.959964)
    >>> additional_volume(69660, new, old).sentence()
    'an additional 4,700 (95 percent confidence interval 2,380 to 7,010)'
    """
    _check(recorded, rate)
    z, p = two_sided_z(confidence), rate.p
    estimate = recorded / p * (p - earlier.p)
    se = math.hypot(recorded * earlier.p / p**2 * rate.se, recorded / p * earlier.se)
    low, high = estimate - z * se, estimate + z * se
    return Volume(estimate, se, low, high, low, high, confidence, "wald-z", "additional")


def more_than_words(value: float) -> str:
    """A volume rounded down to hundreds (tens below 100, units below 10) with "more than".

    >>> more_than_words(2601.4), more_than_words(2600.0)
    ('more than 2,600', '2,600')
    """
    step = _step(value)
    floor = math.floor(value / step + 1e-9) * step
    return f"more than {floor:,}" if value - floor > 1e-6 else f"{floor:,}"


def additional_words(value: float) -> str:
    """An additional volume rounded to the nearest hundred (ten below 100, unit below 10).

    >>> additional_words(4696.99), additional_words(-61.9)
    ('an additional 4,700', '60 fewer')
    """
    step = _step(abs(value))
    nearest = math.floor(abs(value) / step + 0.5) * step
    return f"{nearest:,} fewer" if value < 0 else f"an additional {nearest:,}"


def _step(value: float) -> int:
    return 100 if value >= 100 else 10 if value >= 10 else 1


def _check(recorded: float, rate: RoundResult) -> None:
    if not (recorded >= 0 and math.isfinite(recorded)):
        raise StatsError(
            "out-of-range",
            f"The recorded volume is {recorded:g}. It must be 0 or more.",
            {"recorded": recorded},
        )
    if not 0 < rate.p <= 1:
        raise StatsError(
            "out-of-range",
            f"The recording rate is {rate.p:g}. It must lie above 0, up to 1.",
            {"rate": rate.p},
        )
