"""Funnel plots: which units differ from the centre by more than size and natural spread explain."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from peelian.stats.argument_checks import require_choice
from peelian.stats.compared_units import ExcludedUnit, split_units
from peelian.stats.errors import StatsError
from peelian.stats.false_discovery import adjust_p_values
from peelian.stats.funnel_scales import SCALES, FunnelScale
from peelian.stats.overdispersion import Overdispersion, estimate_overdispersion

Vector = NDArray[np.float64]

FUNNEL_KINDS = tuple(SCALES)
FUNNEL_LEVELS = (0.95, 0.998)


@dataclass(frozen=True)
class FunnelUnit:
    """A unit with its limits; `z` counts standard errors with overdispersion, `q` is the adjusted p."""

    unit: str
    label: str
    events: float
    exposure: float
    rate: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float
    naive_z: float
    z: float
    p: float
    q: float


@dataclass(frozen=True)
class Funnel:
    """A funnel plot as values; `centre` is the sum of events over the sum of exposures."""

    kind: str
    centre: float
    overdispersion: Overdispersion
    units: tuple[FunnelUnit, ...]
    excluded: tuple[ExcludedUnit, ...]
    flags: tuple[str, ...]

    def sentence(self) -> str:
        """Say in words how many units lie beyond the outer limits."""
        beyond = [unit.unit for unit in self.units if unit.label.endswith("99.8 percent limit")]
        named = f": {', '.join(beyond)}" if beyond else ""
        spread = "without overdispersion" if self.overdispersion.method == "none" else (
            f"with {self.overdispersion.method} overdispersion"
        )  # fmt: skip
        return (
            f"{len(beyond)} of {len(self.units)} units lie beyond the 99.8 percent limits ({spread}){named}."
        )

    def to_dict(self) -> dict[str, object]:
        return {
            **asdict(self),
            "units": [asdict(unit) for unit in self.units],
            "excluded": [asdict(unit) for unit in self.excluded],
            "flags": list(self.flags),
            "sentence": self.sentence(),
        }


def funnel(
    units: Sequence[str],
    events: Sequence[float | None],
    exposure: Sequence[float | None],
    *,
    kind: str = "rate",
    overdispersion: str = "additive",
    tails: str = "winsorised",
    share: float = 0.1,
    exclude: Mapping[str, str] | None = None,
    levels: tuple[float, float] = FUNNEL_LEVELS,
) -> Funnel:
    """Return every unit with its inner and outer limits, label and adjusted p.

    Parameters
    ----------
    events, exposure
        Events and population of a rate; successes and cases of a proportion; observed and expected of a ratio.
    kind
        ``rate``, ``proportion`` or ``ratio``. A ratio is set against 1, the others against their pooled value.
    overdispersion
        ``additive`` (random effects), ``multiplicative``, or ``none``: plain limits flag most units where
        units differ by nature, so none is for units that are alike but for chance.
    levels
        Inner and outer level.

    Notes
    -----
    On the square-root scale (rates, ratios) or the arcsine scale (proportions) the sampling error is
    ``1 / (2 sqrt(exposure))``. Limits are ``centre +/- z sqrt(se^2 + tau2)`` (additive) or ``centre +/- z se
    sqrt(phi)`` (multiplicative), taken back to the printed scale; without overdispersion rates and ratios have
    exact Poisson limits. Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.

    Examples
    --------
    >>> plot = funnel(["a", "b", "c"], [10, 12, 60], [1000, 1100, 1200], overdispersion="none")
    >>> [unit.label for unit in plot.units if unit.unit == "c"]
    ['above the 99.8 percent limit']
    """
    require_choice("kind", kind, FUNNEL_KINDS)
    kept, excluded = split_units(units, [events, exposure], exclude or {})
    names = [units[place] for place in kept]
    counted, base = _column(events, kept), _column(exposure, kept)
    _check_counts(names, counted, base, kind)
    scale = SCALES[kind]
    centre = 1.0 if kind == "ratio" else math.fsum(counted) / math.fsum(base)
    rates, sampling = counted / base, scale.se(base)
    distance = scale.to(rates) - scale.to(np.array(centre))
    spread = estimate_overdispersion(
        distance / sampling, sampling, method=overdispersion, tails=tails, share=share
    )
    errors = spread.standard_errors(sampling)
    (inner_low, inner_high), (outer_low, outer_high) = (
        _limits(scale, centre, base, errors, spread, level) for level in levels
    )
    scores = distance / errors
    p_values = 2 * stats.norm.sf(np.abs(scores))
    q_values = np.array(adjust_p_values(p_values.tolist()), dtype=float)
    labels = [
        _label(rate, ((inner, levels[0]), (outer, levels[1])))
        for rate, inner, outer in zip(
            rates,
            zip(inner_low, inner_high, strict=True),
            zip(outer_low, outer_high, strict=True),
            strict=True,
        )
    ]
    columns = (
        counted, base, rates, inner_low, inner_high, outer_low, outer_high,
        distance / sampling, scores, p_values, q_values,
    )  # fmt: skip
    rows = np.column_stack(columns).tolist()
    found = tuple(FunnelUnit(name, label, *row) for name, row, label in zip(names, rows, labels, strict=True))
    return Funnel(kind, centre, spread, found, excluded, _flags(counted, spread))


def _column(values: Sequence[float | None], kept: Sequence[int]) -> Vector:
    return np.array([values[place] for place in kept], dtype=float)


def _check_counts(names: Sequence[str], events: Vector, exposure: Vector, kind: str) -> None:
    if len(names) < 3:
        raise StatsError(
            "too-few-units",
            f"{len(names)} units have values. A funnel needs at least three.",
            {"n": len(names)},
        )
    findings = [
        {"unit": name, "events": float(k), "exposure": float(n)}
        for name, k, n in zip(names, events, exposure, strict=True)
        if k < 0 or n <= 0 or (kind == "proportion" and k > n)
    ]
    if findings:
        allowed = "Events are 0 or more and exposure is above 0"
        allowed += "; no more events than cases." if kind == "proportion" else "."
        named = ", ".join(str(finding["unit"]) for finding in findings[:10])
        raise StatsError(
            "out-of-range",
            f"{len(findings)} units have impossible counts ({named}). {allowed}",
            {"findings": findings},
        )
    if not events.any():
        raise StatsError("no-events", "No unit has an event, so there is nothing to compare.")


def _limits(
    scale: FunnelScale, centre: float, exposure: Vector, errors: Vector, spread: Overdispersion, level: float
) -> tuple[Vector, Vector]:
    tail = (1 - level) / 2
    if spread.method == "none":
        return scale.exact(centre, exposure, tail)
    reach = float(stats.norm.isf(tail)) * errors
    middle = scale.to(np.array(centre))
    return scale.back(middle - reach), scale.back(middle + reach)


def _label(rate: float, lines: Sequence[tuple[tuple[float, float], float]]) -> str:
    for (low, high), level in reversed(lines):
        if rate > high:
            return f"above the {100 * level:g} percent limit"
        if rate < low:
            return f"below the {100 * level:g} percent limit"
    return "within the limits"


def _flags(events: Vector, spread: Overdispersion) -> tuple[str, ...]:
    flags = []
    if (events == 0).any():
        flags.append("units-without-events")
    if spread.method == "none" and spread.phi > 1.5:
        flags.append("overdispersed-but-plain")
    return tuple(flags)
