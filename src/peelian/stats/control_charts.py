"""Control charts: one force over time, with limits from its own ordinary variation.

Shewhart, Economic Control of Quality of Manufactured Product (1931); Montgomery, Introduction to Statistical
Quality Control (7th ed. 2013), sections 6.4, 7.2 and 7.3; Laney, Quality Engineering 14 (2002), 531-537.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from peelian.stats.argument_checks import require_between
from peelian.stats.errors import StatsError
from peelian.stats.run_rules import run_signals

Vector = NDArray[np.float64]

D2 = 1.128
"""Mean range of two normal values in standard deviations."""
XMR_FACTOR = 2.66
"""3 / d2 as the tables print it."""
RANGE_FACTOR = 3.267
"""D4: upper limit of the moving range over its mean."""


@dataclass(frozen=True)
class ControlPoint:
    """A point in time with its limits and the run rules that it sets off."""

    value: float
    lower: float
    upper: float
    signals: tuple[str, ...]


@dataclass(frozen=True)
class ControlChart:
    """A chart as values; `sigma_z` is Laney's factor, `moving_range_upper` the limit of the ranges (XmR)."""

    chart: str
    n: int
    centre: float
    points: tuple[ControlPoint, ...]
    baseline: int
    sigma: float | None
    moving_range_mean: float | None
    moving_range_upper: float | None
    sigma_z: float | None
    flags: tuple[str, ...]

    def sentence(self) -> str:
        """Say in words whether the series holds steady."""
        told = sum(bool(point.signals) for point in self.points)
        base = f"centre {self.centre:.4g} over {self.n} points ({self.chart} chart)"
        if not told:
            return f"No special cause is seen: {base}."
        return f"{told} of {self.n} points {'gives' if told == 1 else 'give'} a signal of a special cause: {base}."

    def to_dict(self) -> dict[str, object]:
        points = [{**asdict(point), "signals": list(point.signals)} for point in self.points]
        return {**asdict(self), "points": points, "flags": list(self.flags), "sentence": self.sentence()}


def individuals_chart(values: Sequence[float], *, baseline: int | None = None) -> ControlChart:
    """Return the XmR chart of single values.

    Parameters
    ----------
    baseline
        Take centre and ranges from the first so many points; all of them when left out.

    Notes
    -----
    Limits are ``mean +/- 2.66 mean moving range``; a moving range beyond ``3.267`` times its mean is itself
    a signal, ``moving-range``.

    Examples
    --------
    >>> chart = individuals_chart([10, 12, 11, 13, 11, 12])
    >>> round(chart.centre, 2), round(chart.points[0].upper, 2)
    (11.5, 15.76)
    """
    series = _series(values)
    used = _baseline(baseline, len(series))
    centre = math.fsum(series[:used]) / used
    ranges = np.abs(np.diff(series))
    mean_range = math.fsum(ranges[: used - 1]) / (used - 1)
    reach = XMR_FACTOR * mean_range
    range_upper = RANGE_FACTOR * mean_range
    wide = np.concatenate([[False], ranges > range_upper])
    limits = np.full(len(series), centre - reach), np.full(len(series), centre + reach)
    points = _points(series, *limits, centre, wide)
    flags = ("no-spread",) if mean_range == 0 else ()
    return ControlChart(
        "XmR", len(series), centre, points, used, mean_range / D2, mean_range, range_upper, None, flags
    )


def proportion_chart(
    events: Sequence[float], cases: Sequence[float], *, laney: bool = False, baseline: int | None = None
) -> ControlChart:
    """Return the p chart of proportions from samples of changing size.

    Limits are ``p +/- 3 sqrt(p (1 - p) / n_i)``, cut at 0 and 1; `laney` widens (or narrows) them by the mean
    moving range of the z scores over 1.128, for large n where every month would fall outside.

    Examples
    --------
    >>> chart = proportion_chart([90, 95, 85], [100, 100, 100])
    >>> round(chart.centre, 2), round(chart.points[0].lower, 2)
    (0.9, 0.81)
    """
    k, n = _series(events), _series(cases)
    _check_counts(k, n, at_most_all=True)
    used = _baseline(baseline, len(k))
    centre = math.fsum(k[:used]) / math.fsum(n[:used])
    return _attribute_chart("p", k / n, centre, np.sqrt(centre * (1 - centre) / n), laney, used, 1.0)


def rate_chart(
    events: Sequence[float], exposure: Sequence[float], *, laney: bool = False, baseline: int | None = None
) -> ControlChart:
    """Return the u chart of events over an exposure.

    Limits are ``u +/- 3 sqrt(u / exposure_i)``, cut at 0; `laney` as in `proportion_chart`.

    Examples
    --------
    >>> round(rate_chart([20, 25, 30], [100, 100, 100]).centre, 2)
    0.25
    """
    k, n = _series(events), _series(exposure)
    _check_counts(k, n, at_most_all=False)
    used = _baseline(baseline, len(k))
    centre = math.fsum(k[:used]) / math.fsum(n[:used])
    return _attribute_chart("u", k / n, centre, np.sqrt(centre / n), laney, used, math.inf)


def _attribute_chart(
    name: str, values: Vector, centre: float, errors: Vector, laney: bool, used: int, ceiling: float
) -> ControlChart:
    if centre in (0.0, ceiling):
        limits = np.full(len(values), centre)
        points = _points(values, limits, limits, centre, np.zeros(len(values), dtype=bool))
        return ControlChart(name, len(values), centre, points, used, None, None, None, None, ("no-spread",))
    scores = (values - centre) / errors
    sigma_z = math.fsum(np.abs(np.diff(scores[:used]))) / (used - 1) / D2
    reach = 3 * errors * (sigma_z if laney else 1.0)
    none_wide = np.zeros(len(values), dtype=bool)
    points = _points(values, centre - reach, centre + reach, centre, none_wide, ceiling=ceiling, floor=0.0)
    chart = f"Laney {name}'" if laney else name
    return ControlChart(chart, len(values), centre, points, used, None, None, None, sigma_z, ())


def _points(
    values: Vector,
    lower: Vector,
    upper: Vector,
    centre: float,
    wide: NDArray[np.bool_],
    *,
    floor: float = -math.inf,
    ceiling: float = math.inf,
) -> tuple[ControlPoint, ...]:
    step = (upper - centre) / 3
    distances = np.divide(values - centre, step, out=np.zeros(len(values)), where=step > 0)
    signals = run_signals(distances)
    return tuple(
        ControlPoint(
            float(value),
            max(floor, float(low)),
            min(ceiling, float(high)),
            (*found, "moving-range") if far else found,
        )
        for value, low, high, found, far in zip(values, lower, upper, signals, wide, strict=True)
    )


def _series(values: Sequence[float]) -> Vector:
    series = np.asarray(values, dtype=float)
    if len(series) < 3:
        raise StatsError(
            "too-few-points",
            f"{len(series)} points are given. A control chart needs at least three.",
            {"n": len(series)},
        )
    if not np.isfinite(series).all():
        places = (np.flatnonzero(~np.isfinite(series)) + 1).tolist()
        raise StatsError(
            "not-a-number",
            f"Points without a number: {', '.join(map(str, places[:20]))}. A chart needs every point in its order.",
            {"points": places},
        )
    return series


def _baseline(baseline: int | None, n: int) -> int:
    if baseline is None:
        return n
    require_between("baseline", baseline, 2, n, closed=True)
    return baseline


def _check_counts(events: Vector, exposure: Vector, *, at_most_all: bool) -> None:
    bad = (events < 0) | (exposure <= 0)
    if at_most_all:
        bad |= events > exposure
    if bad.any():
        places = (np.flatnonzero(bad) + 1).tolist()
        seen = "; ".join(f"point {at}: {events[at - 1]:g} of {exposure[at - 1]:g}" for at in places[:20])
        allowed = (
            "Events are 0 or more"
            + (" and at most the cases" if at_most_all else "")
            + "; the base is above 0."
        )
        raise StatsError(
            "out-of-range",
            f"Impossible counts at {len(places):,} of {len(events):,} points ({seen}). {allowed}",
            {"points": places},
        )
