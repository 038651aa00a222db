"""How many cases a question needs, and what precision a number of cases buys."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

from scipy import stats

from peelian.stats.argument_checks import (
    require_between,
    require_design_effect,
    require_positive_whole,
)
from peelian.stats.errors import StatsError


@dataclass(frozen=True)
class SampleSize:
    """A size with what it was worked out for.

    `exact` is the size before it is rounded up; `n` is what to draw. `half_width_pp` is what `n` cases buy,
    in percentage points.
    """

    n: int
    exact: float
    purpose: str
    proportion: float
    half_width_pp: float
    confidence: float
    power: float | None
    population: int | None
    design_effect: float
    flags: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say the size in words that can stand in a plan."""
        base = f" of {self.population:,}" if self.population is not None else ""
        reach = (
            f"+/- {self.half_width_pp:.1f} percentage points at {100 * self.confidence:g} percent confidence"
        )
        return (
            f"{self.n:,} cases{base}: {self.purpose} ({reach} when {100 * self.proportion:g} percent comply)."
        )

    def to_dict(self) -> dict[str, object]:
        return {**asdict(self), "flags": list(self.flags), "sentence": self.sentence()}


def sample_size_for_half_width(
    proportion: float,
    half_width: float,
    *,
    population: int | None = None,
    design_effect: float = 1.0,
    confidence: float = 0.95,
) -> SampleSize:
    """Return the cases needed for a wanted half width of a proportion.

    Parameters
    ----------
    proportion
        Expected proportion, 0 to 1. 0.5 asks for the most cases.
    half_width
        Wanted half width as a proportion: 0.02 is two percentage points.
    population
        Cases in the frame; without it the frame counts as endless.
    design_effect
        Variance of the design over that of a simple random sample.

    Notes
    -----
    With ``m = D z^2 p (1 - p) / e^2`` and frame size N, ``n = m / (1 + (m - 1) / N)``.
    Cochran, Sampling Techniques (3rd ed. 1977), section 4.4, equations 4.1 to 4.3; Kish, Survey Sampling
    (1965), section 8.2, for the design effect.

    Examples
    --------
    >>> sample_size_for_half_width(0.964, 0.02, population=72_000).n
    332
    """
    require_between("proportion", proportion, 0.0, 1.0)
    require_between("half_width", half_width, 0.0, 1.0)
    _check_common(population, design_effect, confidence)
    z = _two_sided_z(confidence)
    endless = design_effect * z**2 * proportion * (1 - proportion) / half_width**2
    exact = _with_population(endless, population)
    purpose = f"for a half width of {100 * half_width:g} percentage points"
    return _sized(exact, purpose, proportion, confidence, None, population, design_effect)


def sample_size_for_change(
    old: float,
    new: float,
    *,
    power: float = 0.8,
    old_se: float | None = None,
    population: int | None = None,
    design_effect: float = 1.0,
    confidence: float = 0.95,
) -> SampleSize:
    """Return the cases that the new round needs to find a change from `old` to `new`.

    Parameters
    ----------
    old, new
        Proportions of the two rounds, 0 to 1.
    power
        Chance that the test finds the change if it is there.
    old_se
        Standard error of the earlier round, as a proportion, where that round is done. Without it both
        rounds are taken to have the size that is returned.

    Raises
    ------
    StatsError
        ``change-out-of-reach`` when the earlier round alone is too uncertain for any size of the new one.

    Notes
    -----
    The test is the two-sided z test on two independent estimates with their own standard errors, so the
    variance allowed to the new round is ``((new - old) / (z_a + z_b))^2 - se_old^2``.
    Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions (3rd ed. 2003), chapter 4, without
    pooling.

    Examples
    --------
    >>> sample_size_for_change(0.90, 0.96).n
    280
    """
    require_between("old", old, 0.0, 1.0)
    require_between("new", new, 0.0, 1.0)
    require_between("power", power, 0.0, 1.0)
    _check_common(population, design_effect, confidence)
    if old == new:
        raise StatsError(
            "no-change", f"Both rounds are given as {old:g}. Give two different proportions.", {"old": old}
        )
    allowed = ((new - old) / (_two_sided_z(confidence) + float(stats.norm.ppf(power)))) ** 2
    new_variance, old_variance = new * (1 - new), old * (1 - old)
    if old_se is None:
        endless = design_effect * (new_variance + old_variance) / allowed
    else:
        endless = design_effect * new_variance / _left_for_the_new_round(allowed, old_se)
    exact = _with_population(endless, population)
    purpose = (
        f"to find a change from {100 * old:g} to {100 * new:g} percent with power {100 * power:g} percent"
    )
    return _sized(exact, purpose, new, confidence, power, population, design_effect)


def half_width_for_sample_size(
    n: int,
    proportion: float,
    *,
    population: int | None = None,
    design_effect: float = 1.0,
    confidence: float = 0.95,
) -> float:
    """Return the half width, as a proportion, that `n` cases buy.

    The inverse of `sample_size_for_half_width`: ``z sqrt(D p (1 - p) / n * (N - n) / (N - 1))``.

    Examples
    --------
    >>> round(100 * half_width_for_sample_size(223, 0.807, population=7_000), 1)
    5.1
    """
    require_positive_whole("n", n)
    require_between("proportion", proportion, 0.0, 1.0, closed=True)
    _check_common(population, design_effect, confidence)
    left = 1.0
    if population is not None:
        if n > population:
            raise StatsError(
                "sample-larger-than-population",
                f"{n} cases cannot be drawn from a frame of {population}. Ask for at most {population}.",
                {"n": n, "population": population},
            )
        left = (population - n) / (population - 1) if population > 1 else 0.0
    return _two_sided_z(confidence) * math.sqrt(design_effect * proportion * (1 - proportion) / n * left)


def _check_common(population: int | None, design_effect: float, confidence: float) -> None:
    if population is not None:
        require_positive_whole("population", population)
    require_design_effect(design_effect)
    require_between("confidence", confidence, 0.0, 1.0)


def _two_sided_z(confidence: float) -> float:
    return float(stats.norm.isf((1 - confidence) / 2))


def _with_population(endless: float, population: int | None) -> float:
    return endless if population is None else endless / (1 + (endless - 1) / population)


def _left_for_the_new_round(allowed: float, old_se: float) -> float:
    left = allowed - old_se**2
    if left <= 0:
        raise StatsError(
            "change-out-of-reach",
            f"The earlier round has a standard error of {old_se:g}, which is too wide for this change to be "
            "found by a new round of any size. Look for a larger change or accept a lower power.",
            {"old_se": old_se},
        )
    return left


def _sized(
    exact: float,
    purpose: str,
    proportion: float,
    confidence: float,
    power: float | None,
    population: int | None,
    design_effect: float,
) -> SampleSize:
    n = max(1, math.ceil(exact * (1 - 1e-12)))
    flags = []
    if population is not None and n >= population:
        n, flags = population, ["census"]
    half_width = half_width_for_sample_size(
        n, proportion, population=population, design_effect=design_effect, confidence=confidence
    )
    return SampleSize(
        n,
        exact,
        purpose,
        proportion,
        100 * half_width,
        confidence,
        power,
        population,
        design_effect,
        tuple(flags),
    )
