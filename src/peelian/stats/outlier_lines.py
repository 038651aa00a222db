"""Outlier lines as the inspectorate prints them: one standard deviation each side of the unweighted mean."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from scipy import stats

from peelian.stats.argument_checks import require_between, require_choice
from peelian.stats.compared_units import ExcludedUnit, split_units
from peelian.stats.errors import StatsError
from peelian.stats.ranks import competition_ranks
from peelian.stats.robust import robust_z_scores

ROUTE_RULES = ("more-normal", "normal-at-alpha", "larger-w", "plain", "log")
WELL_ABOVE, WELL_BELOW, BETWEEN = "well above average", "well below average", "between the lines"
EXPECTED_SHARE = 2 * float(stats.norm.sf(1.0))

# A value that lies on a line is no outlier; rounding in the mean must not push it over.
ON_THE_LINE = 1e-12


@dataclass(frozen=True)
class ShapiroWilk:
    """The statistic W and its p: near 1 the values look normal."""

    w: float
    p: float


@dataclass(frozen=True)
class ComparedUnit:
    """A unit with its distance from the mean in standard deviations, on the scale of the route."""

    unit: str
    value: float
    z: float
    robust_z: float | None
    rank: int
    label: str


@dataclass(frozen=True)
class OutlierLines:
    """Mean, lines, route and units; `mean` and `sd` are of the plain values, `centre` is of the route."""

    n: int
    mean: float
    sd: float
    route: str
    route_reason: str
    shapiro_plain: ShapiroWilk | None
    shapiro_log: ShapiroWilk | None
    centre: float
    lower: float
    upper: float
    alpha: float
    expected_share: float
    actual_share: float
    units: tuple[ComparedUnit, ...]
    excluded: tuple[ExcludedUnit, ...]
    flags: tuple[str, ...]

    def sentence(self) -> str:
        """Say the lines and the share outside them in words."""
        outside = sum(unit.label != BETWEEN for unit in self.units)
        return (
            f"Lines at {self.lower:.4g} and {self.upper:.4g}, one standard deviation each side of the unweighted "
            f"mean of {self.n} units ({self.route_reason}). {outside} of {self.n} lie outside, "
            f"{100 * self.actual_share:.0f} percent; about {100 * self.expected_share:.0f} percent would by "
            "construction."
        )

    def to_dict(self) -> dict[str, object]:
        plain, log = self.shapiro_plain, self.shapiro_log
        return {
            **asdict(self),
            "shapiro": {"plain": plain and asdict(plain), "log": log and asdict(log)},
            "units": [asdict(unit) for unit in self.units],
            "excluded": [asdict(unit) for unit in self.excluded],
            "flags": list(self.flags),
            "sentence": self.sentence(),
        }


def outlier_lines(
    units: Sequence[str],
    values: Sequence[float | None],
    *,
    exclude: Mapping[str, str] | None = None,
    rule: str = "more-normal",
    alpha: float = 0.05,
    ddof: int = 1,
) -> OutlierLines:
    """Return the lines, the route that led to them, and the units beyond them.

    Parameters
    ----------
    values
        One value a unit; None for a unit that could not supply it, which is then set aside.
    exclude
        Reasons by unit; such units count neither in the mean nor in the spread nor in the ranks.
    rule
        ``more-normal``: plain where Shapiro-Wilk does not speak against it at `alpha`, else logs where they
        have the larger W, else plain. ``normal-at-alpha``: logs only where they pass at `alpha`.
        ``larger-w``: whichever has the larger W. ``plain`` and ``log`` fix the route.
    ddof
        1 divides by n - 1, 0 by n, in the standard deviation.

    Raises
    ------
    StatsError
        ``too-few-units`` below three units; ``log-of-zero`` where the log route is demanded and a value is
        zero or less.

    Notes
    -----
    A unit is well above or well below average where ``|z| > 1``, strictly. On the log route z, mean and lines
    are of the logs, and the lines are taken back by the exponential. Values of zero or less close the log
    route. Method as described in the section on the data of the PEEL reports; alpha, the divisor and the
    treatment of zeros are not published there and are options here. Shapiro and Wilk, Biometrika 52 (1965),
    591-611; Royston, Applied Statistics 44 (1995), 547-551, algorithm AS R94.

    Examples
    --------
    >>> lines = outlier_lines(["a", "b", "c", "d", "e"], [1.0, 2.0, 3.0, 4.0, 10.0])
    >>> lines.route, [unit.unit for unit in lines.units if unit.label == "well above average"]
    ('plain', ['e'])
    """
    require_choice("rule", rule, ROUTE_RULES)
    require_between("alpha", alpha, 0.0, 1.0)
    kept, excluded = split_units(units, [values], exclude or {})
    numbers = [float(value) for place in kept if (value := values[place]) is not None]
    if len(numbers) < 3:
        raise StatsError(
            "too-few-units",
            f"{len(numbers)} units have a value. Outlier lines need at least three.",
            {"n": len(numbers)},
        )
    logs = [math.log(value) for value in numbers] if min(numbers) > 0 else None
    plain_test, log_test = shapiro_wilk(numbers), shapiro_wilk(logs)
    route, reason = _route(rule, alpha, logs is not None, plain_test, log_test)
    scale = logs if route == "log" and logs is not None else numbers
    centre, spread = _mean(scale), _deviation(scale, ddof)
    scores = [(value - centre) / spread if spread > 0 else 0.0 for value in scale]
    robust = robust_z_scores(numbers)
    compared = tuple(
        ComparedUnit(units[place], value, z, robust_z, rank, _label(z))
        for place, value, z, robust_z, rank in zip(
            kept, numbers, scores, robust, competition_ranks(numbers), strict=True
        )
    )
    back = math.exp if route == "log" else float
    return OutlierLines(
        n=len(numbers),
        mean=_mean(numbers),
        sd=_deviation(numbers, ddof),
        route=route,
        route_reason=reason,
        shapiro_plain=plain_test,
        shapiro_log=log_test,
        centre=back(centre),
        lower=back(centre - spread),
        upper=back(centre + spread),
        alpha=alpha,
        expected_share=EXPECTED_SHARE,
        actual_share=sum(unit.label != BETWEEN for unit in compared) / len(compared),
        units=compared,
        excluded=excluded,
        flags=_flags(logs is not None, spread),
    )


def shapiro_wilk(values: Sequence[float] | None) -> ShapiroWilk | None:
    """Both tests are told; values that are all alike have none."""
    if values is None or max(values) - min(values) <= 1e-12 * max(abs(value) for value in values):
        return None
    result = stats.shapiro(values)
    return ShapiroWilk(float(result.statistic), float(result.pvalue))


def _route(
    rule: str, alpha: float, positive: bool, plain: ShapiroWilk | None, log: ShapiroWilk | None
) -> tuple[str, str]:
    if rule == "plain":
        return "plain", "plain values by choice"
    if not positive:
        if rule == "log":
            raise StatsError(
                "log-of-zero",
                "A value is zero or less, so there are no logs. Use the plain route or exclude it.",
            )
        return "plain", "plain values, since a value of zero or less has no logarithm"
    if rule == "log":
        return "log", "logs by choice"
    if plain is None or log is None:
        return "plain", "plain values, since all values are alike"
    return _tested_route(rule, alpha, plain, log)


def _tested_route(rule: str, alpha: float, plain: ShapiroWilk, log: ShapiroWilk) -> tuple[str, str]:
    if rule != "larger-w" and plain.p >= alpha:
        return "plain", f"plain values, since they look normal: Shapiro-Wilk W {plain.w:.3f}, p {plain.p:.2g}"
    better = log.p >= alpha if rule == "normal-at-alpha" else log.w > plain.w
    seen = f"Shapiro-Wilk W {log.w:.3f} for logs, {plain.w:.3f} for plain values"
    if better:
        return "log", f"logs, since they look more normal: {seen}"
    return "plain", f"plain values, since logs do not look more normal: {seen}"


def _label(z: float) -> str:
    if z > 1 + ON_THE_LINE:
        return WELL_ABOVE
    return WELL_BELOW if z < -1 - ON_THE_LINE else BETWEEN


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _deviation(values: Sequence[float], ddof: int) -> float:
    centre = _mean(values)
    return math.sqrt(math.fsum((value - centre) ** 2 for value in values) / (len(values) - ddof))


def _flags(positive: bool, spread: float) -> tuple[str, ...]:
    flags = [] if positive else ["zero-or-less"]
    return (*flags, "no-spread") if spread == 0 else tuple(flags)
