"""One force over time: its published values as a control chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from peelian.records.comparison.definition import MeasureDefinition
from peelian.stats import ControlChart, individuals_chart, proportion_chart, rate_chart

FEWEST = 3

SIGNAL_WORDS = {
    "beyond-limits": "beyond the limits",
    "two-of-three": "two of three points far out on one side",
    "four-of-five": "four of five points out on one side",
    "shift": "eight or more in a row on one side of the centre",
    "trend": "six or more in a row that only rise or only fall",
    "moving-range": "an unusually large step from the point before",
}


@dataclass(frozen=True)
class SeriesValue:
    """A published value of the force in one period."""

    period_end: date
    period_words: str
    value: float
    numerator: int | None = None
    denominator: int | None = None
    definition_hash: str = ""


@dataclass(frozen=True)
class SeriesPoint:
    """A value with its control limits; without limits where there are too few points."""

    value: SeriesValue
    lower: float | None
    upper: float | None
    signals: tuple[str, ...]

    @property
    def signal_words(self) -> str:
        """What the run rules say of the point; empty where they are silent."""
        return "; ".join(SIGNAL_WORDS[name] for name in self.signals)


@dataclass(frozen=True)
class ForceSeries:
    """The values of one force in the order of time, oldest first.

    `note` says why there are no limits, or that the definition changed on the way; `sentence` says what the
    chart shows.
    """

    centre: float | None
    chart: str
    points: tuple[SeriesPoint, ...]
    sentence: str
    note: str


def force_series(definition: MeasureDefinition, values: Sequence[SeriesValue]) -> ForceSeries:
    """Return the values of a force with the limits of their own ordinary variation.

    Rates take the u chart and shares the p chart, both with Laney's widening, since counts of a force are large;
    a plain value, or one without its base, takes the chart of individual values. A change of definition on the
    way is told, and values before it are left out of the chart. See the method page on control charts.
    """
    ordered = sorted(values, key=lambda each: each.period_end)
    same = [each for each in ordered if each.definition_hash == ordered[-1].definition_hash]
    note = "" if len(same) == len(ordered) else _changed(len(ordered) - len(same))
    if len(same) < FEWEST:
        few = f"Fewer than {FEWEST} periods are published, so no limits are drawn."
        points = tuple(SeriesPoint(each, None, None, ()) for each in same)
        return ForceSeries(None, "", points, "", " ".join(part for part in (note, few) if part))
    factor, chart = _chart(definition, same)
    points = tuple(
        SeriesPoint(each, factor * point.lower, factor * point.upper, point.signals)
        for each, point in zip(same, chart.points, strict=True)
    )
    return ForceSeries(factor * chart.centre, chart.chart, points, _sentence(definition, chart, factor), note)


def _changed(before: int) -> str:
    return (
        f"The definition of the measure changed: {before} earlier "
        f"{'value is' if before == 1 else 'values are'} not set beside these."
    )


def _chart(definition: MeasureDefinition, values: Sequence[SeriesValue]) -> tuple[float, ControlChart]:
    counted = [
        (each.numerator, each.denominator)
        for each in values
        if each.numerator is not None and each.denominator
    ]
    if definition.basis == "value" or len(counted) < len(values):
        return 1.0, individuals_chart([each.value for each in values])
    events = [float(numerator or 0) for numerator, _ in counted]
    bases = [float(denominator or 0) for _, denominator in counted]
    draw: Callable[..., ControlChart] = rate_chart if definition.basis == "rate" else proportion_chart
    return float(definition.factor), draw(events, bases, laney=True)


def _sentence(definition: MeasureDefinition, chart: ControlChart, factor: float) -> str:
    told = sum(bool(point.signals) for point in chart.points)
    centre = f"centre {definition.words(factor * chart.centre)}, {chart.n} periods"
    if not told:
        return f"The values vary no more than they ordinarily do ({centre})."
    return f"{told} of {chart.n} values differ from what is ordinary for this force ({centre})."
