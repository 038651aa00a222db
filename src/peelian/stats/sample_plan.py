"""The plan of a sample: which column names the cases, which the strata, and how many are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from peelian.stats.allocation import ALLOCATIONS, Allocation, allocate
from peelian.stats.errors import StatsError
from peelian.stats.findings import Finding, Findings
from peelian.stats.sample_size import sample_size_for_half_width

ONE_STRATUM = "all"


@dataclass(frozen=True)
class PlanPeriod:
    """Cases of the frame lie in this period, both days included."""

    column: str
    start: date
    end: date


@dataclass(frozen=True)
class SamplePlan:
    """A plan; exactly one of `sizes`, `size` and `half_width_pp` is given.

    Parameters
    ----------
    key : column with the name of each case.
    stratum : column with its stratum; None takes the frame as one stratum, ``all``.
    sizes : cases by stratum.
    size : cases in all, shared out by `allocation`.
    half_width_pp : wanted half width in percentage points, from which the size follows.
    proportion, design_effect, confidence : what that size is worked out with.
    allocation, minimum, take_all, expected : as in `allocate`.
    period : the period that the frame covers.
    """

    key: str
    stratum: str | None = None
    sizes: Mapping[str, int] | None = None
    size: int | None = None
    half_width_pp: float | None = None
    proportion: float = 0.5
    design_effect: float = 1.0
    confidence: float = 0.95
    allocation: str = "proportional"
    minimum: int = 2
    take_all: tuple[str, ...] = ()
    expected: Mapping[str, float] | None = None
    period: PlanPeriod | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the plan as plain values, without what was left out."""
        plain = {key: value for key, value in asdict(self).items() if value is not None}
        plain["take_all"] = list(self.take_all)
        if self.period:
            plain["period"] = {
                "column": self.period.column,
                "start": self.period.start.isoformat(),
                "end": self.period.end.isoformat(),
            }
        return plain


def plan_from_mapping(data: Mapping[str, Any]) -> SamplePlan:
    """Return the plan that a mapping (read from YAML or JSON) describes.

    Raises
    ------
    StatsError
        ``plan-invalid``, with every fault of the plan at once.

    Examples
    --------
    >>> plan_from_mapping({"key": "reference", "sizes": {15: 20, 16: 20, 18: 20}}).sizes
    {'15': 20, '16': 20, '18': 20}
    """
    findings = Findings()
    findings.add(
        Finding(f"{name!r} is not part of a plan. Known: {', '.join(_READERS)}.", name)
        for name in data
        if name not in _READERS
    )
    values: dict[str, Any] = {}
    for name, (read, allowed) in _READERS.items():
        if data.get(name) is not None:
            try:
                values[name] = read(data[name])
            except (TypeError, ValueError, KeyError, AttributeError):
                findings.add([Finding(f"{data[name]!r} is not {allowed}.", name, value=str(data[name]))])
    if not data.get("key"):
        findings.add([Finding("Name the column that holds the key of each case.", "key")])
    given = [name for name in ("sizes", "size", "half_width_pp") if data.get(name) is not None]
    if len(given) != 1:
        seen = f"{' and '.join(given)} are given" if given else "none is given"
        findings.add([Finding(f"Give one of sizes, size and half_width_pp; {seen}.", "size")])
    findings.refuse_any("plan-invalid", "The plan cannot be used")
    return SamplePlan(**values)


def planned_sizes(plan: SamplePlan, populations: Mapping[str, int]) -> Allocation:
    """Return the cases to draw from each stratum of a frame with these populations."""
    if plan.sizes is not None:
        _refuse_unknown(plan.sizes, populations)
        sizes = dict(plan.sizes)
        return Allocation("given", sum(sizes.values()), sizes, {s: float(n) for s, n in sizes.items()})
    n = plan.size if plan.size is not None else _size_for_half_width(plan, sum(populations.values()))
    return allocate(
        n, populations, plan.allocation, expected=plan.expected, minimum=plan.minimum, take_all=plan.take_all
    )


def enlarged_sizes(sizes: Mapping[str, int], earlier: Mapping[str, int]) -> dict[str, int]:
    """Return sizes that are nowhere smaller than the earlier ones, so that every drawn case stays.

    Examples
    --------
    >>> enlarged_sizes({"a": 60, "b": 40}, {"a": 30, "b": 45})
    {'a': 60, 'b': 45}
    """
    return {s: max(sizes.get(s, 0), earlier.get(s, 0)) for s in {**earlier, **sizes}}


def _size_for_half_width(plan: SamplePlan, population: int) -> int:
    return sample_size_for_half_width(
        plan.proportion,
        (plan.half_width_pp or 0.0) / 100,
        population=population,
        design_effect=plan.design_effect,
        confidence=plan.confidence,
    ).n


def _refuse_unknown(sizes: Mapping[str, int], populations: Mapping[str, int]) -> None:
    unknown = [s for s in sizes if s not in populations]
    if unknown:
        short = {s: n for s, n in sizes.items() if n > populations.get(s, n)}
        named = "; ".join(f"{s}: {n} wanted, {populations[s]} there" for s, n in short.items())
        raise StatsError(
            "unknown-stratum",
            f"The plan names strata that the frame does not have: {', '.join(unknown)}. "
            f"The frame has: {', '.join(populations)}."
            + (f" It has too few cases to draw from ({named})." if short else ""),
            {"strata": unknown},
        )


def _whole(value: Any) -> int:
    if isinstance(value, bool) or int(value) != float(value) or int(value) < 0:
        raise ValueError(value)
    return int(value)


def _positive(value: Any) -> int:
    if _whole(value) < 1:
        raise ValueError(value)
    return int(value)


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _period(value: Mapping[str, Any]) -> PlanPeriod:
    period = PlanPeriod(_name(value["column"]), _day(value["start"]), _day(value["end"]))
    if period.end < period.start:
        raise ValueError(value)
    return period


def _allocation(value: Any) -> str:
    if value not in ALLOCATIONS:
        raise ValueError(value)
    return str(value)


def _share(value: Any) -> float:
    if not 0 <= float(value) <= 1:
        raise ValueError(value)
    return float(value)


def _above_zero(value: Any) -> float:
    if not float(value) > 0:
        raise ValueError(value)
    return float(value)


_READERS: Mapping[str, tuple[Callable[[Any], Any], str]] = {
    "key": (_name, "the name of a column"),
    "stratum": (_name, "the name of a column"),
    "sizes": (
        lambda v: {str(s): _positive(n) for s, n in v.items()},
        "a whole number of cases for each stratum",
    ),
    "size": (_positive, "a whole number of at least 1"),
    "half_width_pp": (_above_zero, "a number of percentage points above 0"),
    "proportion": (_share, "a proportion from 0 to 1"),
    "design_effect": (_above_zero, "a number above 0"),
    "confidence": (_share, "a proportion from 0 to 1"),
    "allocation": (_allocation, f"one of {', '.join(ALLOCATIONS)}"),
    "minimum": (_whole, "a whole number of at least 0"),
    "take_all": (lambda v: tuple(str(s) for s in list(v)), "a list of strata"),
    "expected": (
        lambda v: {str(s): _share(p) for s, p in v.items()},
        "a proportion from 0 to 1 for each stratum",
    ),
    "period": (_period, "a column with a start and an end, both ISO days, the end not before the start"),
}
