"""Change of a proportion between two rounds: the test, its wording, the interval, and what it could have found.

Sources: Newcombe (1998), Interval estimation for the difference between independent
proportions, Statistics in Medicine 17, 873-890 (method 10); Zou and Donner (2008),
Statistics in Medicine 27, 1693-1702 (MOVER); Schenker and Gentleman (2001), The American
Statistician 55, 182-186 (why overlap of intervals is no test).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from peelian.stats.argument_checks import require_between, require_choice
from peelian.stats.errors import StatsError
from peelian.stats.estimate import Estimate
from peelian.stats.intervals import wilson_limits
from peelian.stats.quantiles import normal_quantile, normal_tail, two_sided_z
from peelian.stats.wording import percent, points, rounded

IMPROVEMENT = "statistically significant improvement"
DETERIORATION = "statistically significant deterioration"
UNCHANGED = "broadly unchanged"
POLARITIES = ("success", "failure")


@dataclass(frozen=True)
class RoundResult:
    """A proportion of one round with its standard error.

    Parameters
    ----------
    p, se : proportion and standard error, from 0 to 1.
    n : effective sample size to use where the standard error is 0; infinite where nothing is left to chance.
    """

    p: float
    se: float
    n: float = math.inf

    @property
    def exact(self) -> bool:
        """Whether nothing is left to chance, as where every case was reviewed."""
        return self.se == 0 and math.isinf(self.n)

    @property
    def spread_known(self) -> bool:
        """Whether the standard error says how far chance reaches; in a sample of like cases 0 does not."""
        return self.se > 0 or self.exact

    def wilson(self, z: float) -> tuple[float, float]:
        """Wilson's limits on the effective sample size."""
        size = self.p * (1 - self.p) / self.se**2 if self.se > 0 and 0 < self.p < 1 else self.n
        return (self.p, self.p) if math.isinf(size) else wilson_limits(self.p, size, z)


@dataclass(frozen=True)
class Change:
    """The change from an older to a newer proportion.

    Parameters
    ----------
    new, old : the two results.
    difference, se : new less old and its standard error.
    z, p_value : statistic and two-sided p value of the z test; None where a result shows no spread.
    lower, upper : limits of the difference at the level ``confidence`` by MOVER-Wilson.
    wording : the words that a report may use.
    smallest_detectable : the smallest change that this pair of samples finds with the power given.
    """

    new: RoundResult
    old: RoundResult
    difference: float
    se: float
    z: float | None
    p_value: float | None
    lower: float
    upper: float
    confidence: float
    power: float
    polarity: str
    wording: str
    smallest_detectable: float

    def to_dict(self) -> dict[str, object]:
        """Plain values; differences in percentage points."""
        return {
            "difference_pp": 100 * self.difference,
            "z": self.z,
            "p": self.p_value,
            "lower_pp": 100 * self.lower,
            "upper_pp": 100 * self.upper,
            "wording": self.wording,
            "smallest_detectable_pp": 100 * self.smallest_detectable,
        }

    def sentence(self) -> str:
        """What changed, in words, with the test and the level it was made at."""
        level = f"{rounded(100 * self.confidence, 0)} percent"
        wording, test = self._told()
        said = (
            f"{percent(self.new.p)} against {percent(self.old.p)}: {wording} ({test}; difference "
            f"{points(self.difference)}, {level} confidence interval {rounded(100 * self.lower)} to "
            f"{rounded(100 * self.upper)}, MOVER-Wilson)."
        )
        if self.wording != UNCHANGED or self.z is None:
            return said
        return (
            f"{said} A change of {points(self.smallest_detectable)} is the smallest that this pair of samples "
            f"finds with {rounded(100 * self.power, 0)} percent power."
        )

    def _told(self) -> tuple[str, str]:
        """The wording, and the test behind it."""
        if self.z is not None:
            return self.wording, f"z {self.z:.2f}, p {_p(self.p_value)}"
        if self.new.exact and self.old.exact:
            return self.wording.removeprefix("statistically significant "), "nothing is left to chance"
        return self.wording, "tested by the interval, as a result without spread has no z"


def compare_rounds(
    new: RoundResult,
    old: RoundResult,
    *,
    polarity: str = "success",
    confidence: float = 0.95,
    power: float = 0.8,
) -> Change:
    """Test whether a proportion changed between two independent samples.

    Parameters
    ----------
    new, old : the two results.
    polarity : ``success`` when a higher proportion is better, ``failure`` when it is worse.
    confidence : the level of test and interval.
    power : the chance of finding the smallest detectable change.

    Notes
    -----
    z = (p_new - p_old) / sqrt(se_new^2 + se_old^2). Where a sample shows no spread, its standard
    error of 0 says nothing of chance, and the interval decides: it excludes 0 or it does not.

    >>> change = compare_half_widths(96.4, 2.0, 89.9, 2.6)
    >>> round(change.z, 2), change.wording
    (3.88, 'statistically significant improvement')
    """
    require_choice("polarity", polarity, POLARITIES)
    require_between("confidence", confidence, 0, 1)
    require_between("power", power, 0, 1)
    difference, se = new.p - old.p, math.hypot(new.se, old.se)
    z = difference / se if se > 0 and new.spread_known and old.spread_known else None
    p_value = None if z is None else normal_tail(z)
    lower, upper = mover_limits(new, old, two_sided_z(confidence))
    found = not lower <= 0 <= upper if p_value is None else p_value < 1 - confidence
    reach = two_sided_z(confidence) + normal_quantile(power)
    return Change(
        new, old, difference, se, z, p_value, lower, upper, confidence, power, polarity,
        _wording(found, difference, polarity), reach * se,
    )  # fmt: skip


def compare_half_widths(
    new_percent: float,
    new_half_width: float,
    old_percent: float,
    old_half_width: float,
    *,
    polarity: str = "success",
    confidence: float = 0.95,
    power: float = 0.8,
) -> Change:
    """Test the change between two published results of the form 96.4 +/- 2.0, in percent.

    The half-widths are read as normal intervals at the level ``confidence``.
    """
    published = {"new": (new_percent, new_half_width), "old": (old_percent, old_half_width)}
    _refuse_impossible(published)
    z = two_sided_z(confidence)
    new, old = (RoundResult(value / 100, half / 100 / z) for value, half in published.values())
    return compare_rounds(new, old, polarity=polarity, confidence=confidence, power=power)


def compare_estimates(
    new: Estimate, old: Estimate, *, polarity: str = "success", confidence: float = 0.95, power: float = 0.8
) -> Change:
    """Test the change between two estimated proportions of independent samples."""
    return compare_rounds(
        round_result(new), round_result(old), polarity=polarity, confidence=confidence, power=power
    )


def round_result(estimate: Estimate) -> RoundResult:
    """What a comparison needs of an estimate."""
    if estimate.quantity != "proportion" or estimate.estimate is None or estimate.se is None:
        raise StatsError(
            "not-comparable",
            f"The {estimate.quantity} in domain {estimate.domain!r} has no proportion with a standard error. "
            "Compare two estimated proportions.",
        )
    size = math.inf if "census" in estimate.flags else float(estimate.n_used)
    return RoundResult(estimate.estimate, estimate.se, size)


def mover_limits(new: RoundResult, old: RoundResult, z: float) -> tuple[float, float]:
    """Limits of a difference from the Wilson limits of its two parts.

    d - sqrt((p1 - l1)^2 + (u2 - p2)^2) and d + sqrt((u1 - p1)^2 + (p2 - l2)^2)
    (Newcombe 1998, method 10).
    """
    low_new, high_new = new.wilson(z)
    low_old, high_old = old.wilson(z)
    difference = new.p - old.p
    return (
        difference - math.hypot(new.p - low_new, high_old - old.p),
        difference + math.hypot(high_new - new.p, old.p - low_old),
    )


def _refuse_impossible(published: Mapping[str, tuple[float, float]]) -> None:
    """Refuse values and half-widths that no sample gives, all at once."""
    wrong = [sentence for name, pair in published.items() for sentence in _impossible(name, *pair)]
    if wrong:
        raise StatsError("out-of-range", " ".join(wrong), {"argument": "published", "value": dict(published)})


def _impossible(name: str, value: float, half: float) -> Iterator[str]:
    if not 0 <= value <= 100:
        yield f"The {name} value is {value:g} percent. It must lie from 0 to 100."
    if half == 0:
        yield (
            f"The {name} half-width is 0 percentage points, which says nothing of chance: it stands where all cases "
            "are alike. Compare the files of reviewed cases."
        )
    elif not (half > 0 and math.isfinite(half)):
        yield f"The {name} half-width is {half:g} percentage points. It must be above 0."


def _wording(found: bool, difference: float, polarity: str) -> str:
    if not found:
        return UNCHANGED
    better = difference > 0 if polarity == "success" else difference < 0
    return IMPROVEMENT if better else DETERIORATION


def _p(value: float | None) -> str:
    if value is None:
        return "none"
    return "below 0.0001" if value < 0.0001 else f"{value:.4f}"
