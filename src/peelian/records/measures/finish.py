"""From counts and sums to the value that is printed: one small function for each kind of measure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import Any, NamedTuple, cast

from peelian.catalogue.measures import Base, Measure, MeasureKind
from peelian.records.measures.results import NO_DETAILS, MeasureValue, Status
from peelian.rules.number_words import in_unit
from peelian.stats.count_intervals import rate_estimate
from peelian.stats.intervals import wilson_interval
from peelian.stats.wording import rounded, shown

Group = tuple[tuple[str, str], ...]
Numbers = Mapping[str, Any]


class Found(NamedTuple):
    """What the passes over the tables found for one group of one measure.

    `base` is what a rate is formed on, where that stands elsewhere; `fellows` the numerator of all
    codes of a split; `compared` the numerator and base of the group that a ratio is set against.
    """

    group: Group
    numbers: Numbers
    base: float | None = None
    fellows: float = 0
    compared: tuple[float, float] | None = None
    limits: tuple[float, float] | None = None
    missing: int = 0
    reversed: int = 0
    excluded: tuple[int, ...] = ()
    with_limits: bool = True

    def number(self, name: str) -> float:
        """A count or a sum; 0 where the pass had no row."""
        return self.numbers.get(name) or 0


class Answer(NamedTuple):
    """A value with its words and, where there are any, its limits."""

    words: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    status: Status = "value"
    lower: float | None = None
    upper: float | None = None
    method: str = ""
    details: Mapping[str, float] = NO_DETAILS


def finished(measure: Measure, found: Found) -> MeasureValue:
    """Return the value of one group of one measure."""
    answer = FINISHES[measure.kind](measure, found)
    if answer.status == "no-base" and any(found.excluded):
        reasons = [each.reason for each, rows in zip(measure.exclusions, found.excluded, strict=True) if rows]
        answer = Answer(f"excluded: {'; '.join(reasons)}", status="excluded")
    return MeasureValue(
        measure=measure.identifier,
        group=found.group,
        status=answer.status,
        words=answer.words,
        numerator=answer.numerator,
        denominator=answer.denominator,
        value=answer.value,
        lower=answer.lower,
        upper=answer.upper,
        method=answer.method,
        missing=found.missing,
        reversed=found.reversed,
        excluded=found.excluded,
        details=answer.details,
    )


def _count(measure: Measure, found: Found) -> Answer:
    number = found.number("numerator")
    if not number and any(found.excluded):
        return _no_base(0, 0)
    return Answer(in_unit(rounded(number, measure.decimals), measure.unit), number, value=number)


def _rate(measure: Measure, found: Found) -> Answer:
    per = cast(Base, measure.per)
    number = found.number("numerator")
    base = found.base if found.base is not None else found.numbers.get("denominator")
    if not base or (not number and any(found.excluded)):
        return _no_base(number, base)
    value = number * per.factor / base
    words = in_unit(shown(value, measure.decimals), measure.unit)
    if not found.with_limits or not measure.interval or not per.population or number != int(number):
        return Answer(words, number, base, value)
    limits = rate_estimate(number, base, per.factor)
    return Answer(words, number, base, value, lower=limits.lower, upper=limits.upper, method=limits.method)


def _share(measure: Measure, found: Found) -> Answer:
    return _proportion(measure, found, found.number("denominator"))


def _split(measure: Measure, found: Found) -> Answer:
    return _proportion(measure, found, found.fellows)


def _proportion(measure: Measure, found: Found, base: float) -> Answer:
    """A share, or the bare count where the base is small."""
    number = found.number("numerator")
    if not base:
        return _no_base(number, base)
    if base < measure.small_base:
        return Answer(f"{number:,.12g} of {base:,.12g}", number, base, status="small-base")
    value = number / base
    if found.number("bounded"):
        step = Decimal(1).scaleb(-measure.decimals)
        most = Decimal(f"{100 * value:.12g}").quantize(step, ROUND_CEILING)
        return Answer(
            f"under {most} percent", number, base, value, details={"upper_bound": float(most) / 100}
        )
    words = f"{shown(100 * value, measure.decimals)} percent"
    whole = number == int(number) and base == int(base) and 0 <= number <= base
    if not found.with_limits or not measure.interval or not whole:
        return Answer(words, number, base, value)
    limits = wilson_interval(number, base)
    return Answer(words, number, base, value, lower=limits.lower, upper=limits.upper, method=limits.method)


def _mean(measure: Measure, found: Found) -> Answer:
    number, base = found.number("numerator"), found.number("denominator")
    if not base:
        return _no_base(number, base)
    value = number / base
    return Answer(in_unit(rounded(value, measure.decimals), measure.unit), number, base, value)


def _percentile(measure: Measure, found: Found) -> Answer:
    value, base = found.numbers.get("value"), found.number("denominator")
    if not base or value is None or math.isnan(value):
        return _no_base(None, base)
    words = in_unit(rounded(value, measure.decimals), measure.unit)
    if found.limits is None:
        return Answer(words, None, base, value)
    lower, upper = found.limits
    return Answer(words, None, base, value, lower=lower, upper=upper, method="order-statistics")


def _change(measure: Measure, found: Found) -> Answer:
    new, old = found.number("numerator"), found.number("denominator")
    if not old:
        return Answer("no percentage: the earlier period has none", new, old, status="no-base")
    value = (new - old) / old
    printed = rounded(100 * value, measure.decimals)
    sign = "" if printed.startswith("-") or not value else "+"
    return Answer(f"{sign}{printed} percent", new, old, value)


def _spread(measure: Measure, found: Found) -> Answer:
    groups = int(found.number("groups"))
    if not groups:
        return _no_base(None, 0)
    scale, unit = (100, "percent") if measure.counted else (1, measure.unit)
    lowest, highest = (float(found.numbers[name]) for name in ("lowest", "highest"))
    words = (
        f"{rounded(scale * lowest, measure.decimals)} to {rounded(scale * highest, measure.decimals)} {unit} "
        f"over {groups}"
    )
    details = {"lowest": lowest, "highest": highest, "groups": groups}
    return Answer(
        words, found.number("numerator"), found.number("denominator"), highest - lowest, details=details
    )


def _ratio(measure: Measure, found: Found) -> Answer:
    """The rate of one group over the rate of the group that it is set against, both bases printed."""
    number, base = found.number("numerator"), found.base
    if not base or found.compared is None or not found.compared[0] or not found.compared[1]:
        return _no_base(number, base)
    other, other_base = found.compared
    bases = f"{number:,} of {base:,} against {other:,} of {other_base:,}"
    details = {"compared_numerator": other, "compared_denominator": other_base}
    if min(number, other) < measure.small_base:
        return Answer(bases, number, base, status="small-base", details=details)
    value = (number / base) / (other / other_base)
    return Answer(f"{rounded(value, measure.decimals)} times ({bases})", number, base, value, details=details)


def _attainment(measure: Measure, found: Found) -> Answer:
    actual, target = found.number("numerator"), found.number("denominator")
    if not target:
        return _no_base(actual, target)
    reached = actual <= target if measure.polarity == "lower-is-better" else actual >= target
    value = actual / target
    words = f"{rounded(100 * value, measure.decimals)} percent of {measure.unit}: {'met' if reached else 'not met'}"
    return Answer(words, actual, target, value, details={"met": int(reached)})


def _no_base(number: float | None, base: float | None) -> Answer:
    return Answer("no base to form it on" if number else "no cases", number, base, status="no-base")


FINISHES: dict[MeasureKind, Callable[[Measure, Found], Answer]] = {
    "count": _count,
    "total": _count,
    "rate": _rate,
    "share": _share,
    "within-target": _share,
    "split": _split,
    "mean": _mean,
    "median": _percentile,
    "percentile": _percentile,
    "change": _change,
    "spread": _spread,
    "ratio": _ratio,
    "attainment": _attainment,
    "repeats": _share,
}
