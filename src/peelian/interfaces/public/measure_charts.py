"""The pictures of a published measure: each drawn once and kept under the hash of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.interfaces.look.force_comparison import comparison_bars, short_name
from peelian.interfaces.look.pictures import for_both_widths
from peelian.interfaces.public.force_map import NOT_INSPECTED, DrawnMap, boundaries
from peelian.interfaces.public.kept_renderings import kept_rendering
from peelian.interfaces.public.measure_words import WORSE_SIDES, opinion_words
from peelian.records.comparison import ComparedForce, ForceSeries, MeasureComparison
from peelian.rendering.control_chart import NARROW as NARROW_TREND
from peelian.rendering.control_chart import TimePoint, control_chart_svg
from peelian.rendering.drawing import Panel
from peelian.rendering.force_bars import NARROW as NARROW_BARS
from peelian.rendering.funnel_chart import NARROW as NARROW_FUNNEL
from peelian.rendering.funnel_chart import WIDE as WIDE_FUNNEL
from peelian.rendering.funnel_chart import FunnelPoint, funnel_svg
from peelian.rendering.map import MapValue, force_map_svg, map_legend
from peelian.rendering.map_patterns import ABOVE, BELOW, BETWEEN, WORSE

DRAWING = "4"
"""Grows when the pictures themselves change, so that those kept before are drawn anew."""

MAP_PLACES = {"well below average": 1, "between the lines": 2, "well above average": 3}
FILLS = {"well below average": BELOW, "between the lines": BETWEEN, "well above average": ABOVE}
LEFT_OUT = "Left out or no value"


def bar_chart(compared: MeasureComparison, marked: str) -> SafeString:
    """The forces sorted, with the dotted lines, and the force in question marked."""
    return for_both_widths(
        _kept(compared, "bars", marked, lambda: comparison_bars(compared, marked)),
        _kept(
            compared,
            "narrow-bars",
            marked,
            lambda: comparison_bars(compared, marked, NARROW_BARS, "narrow-bars"),
        ),
    )


def funnel_chart(compared: MeasureComparison, marked: str) -> SafeString | None:
    """The funnel plot; None where there is no second opinion."""
    opinion = compared.second_opinion
    if opinion is None:
        return None
    short = {each.slug: short_name(each) for each in compared.forces}

    def draw(panel: Panel, identifier: str) -> str:
        points = [
            FunnelPoint(
                short[each.slug],
                each.denominator,
                each.value,
                each.lower95,
                each.upper95,
                each.lower998,
                each.upper998,
                beyond=each.label.endswith("99.8 percent limit"),
                marked=each.slug == marked,
            )
            for each in opinion.forces
        ]
        return funnel_svg(
            f"Funnel plot: {compared.definition.title}, {compared.period_words}",
            f"Each point is a force. {opinion_words(compared)} The table after the plot says the same.",
            points,
            centre=opinion.centre,
            size_words=compared.definition.base_unit or "base",
            unit=compared.definition.unit,
            identifier=identifier,
            panel=panel,
        )

    return for_both_widths(
        _kept(compared, "funnel", marked, lambda: draw(WIDE_FUNNEL, "funnel")),
        _kept(compared, "narrow-funnel", marked, lambda: draw(NARROW_FUNNEL, "narrow-funnel")),
    )


def band_map(compared: MeasureComparison, marked: str) -> DrawnMap | None:
    """The map of the three bands with the force in question marked; None where the catalogue has no boundaries."""
    shapes = boundaries()
    if shapes is None or compared.lines is None:
        return None
    found = shapes
    values = {each.slug: _band(compared, each) for each in compared.forces}
    for out in compared.left_out:
        label = NOT_INSPECTED if out.kind == "out-of-scope" else LEFT_OUT
        values[out.slug] = MapValue(f"{out.name} ({out.reason})", label)
    drawn = {shape.slug for shape in found.forces}
    shown = {slug: value for slug, value in values.items() if slug in drawn}

    def draw() -> str:
        return force_map_svg(
            found,
            shown,
            f"{compared.definition.title}, {compared.period_words}",
            "Each force with its value and the band it lies in. The table of forces says the same.",
            {slug: reverse("public:force", args=[slug]) for slug in shown},
            marked,
        )

    picture = _kept(compared, "map", marked, draw)
    return DrawnMap(picture, SafeString(map_legend(shown.values())), found.attribution)


def trend_chart(compared: MeasureComparison, series: ForceSeries, name: str) -> SafeString:
    """One force over time; it follows from several publications and is drawn when asked for, in milliseconds."""
    points = [
        TimePoint(
            _axis_words(compared, point.value.period_end),
            point.value.value,
            point.lower,
            point.upper,
            bool(point.signals),
        )
        for point in series.points
    ]
    words = f"{series.sentence} {series.note} The table after the chart says the same.".strip()
    title = f"{name}: {compared.definition.title} by {'month' if _is_monthly(compared) else 'year'}"
    shared: dict[str, Any] = {"unit": compared.definition.unit, "centre": series.centre}
    return for_both_widths(
        control_chart_svg(title, words, points, **shared),
        control_chart_svg(title, words, points, **shared, identifier="narrow-trend", panel=NARROW_TREND),
    )


def _is_monthly(compared: MeasureComparison) -> bool:
    return compared.period.get("kind") == "month"


def _axis_words(compared: MeasureComparison, last_day: date) -> str:
    """A period under its point: the year, or the month of a measure that is published by month."""
    return f"{last_day:%b %Y}" if _is_monthly(compared) else str(last_day.year)


def _band(compared: MeasureComparison, force: ComparedForce) -> MapValue:
    worse = WORSE_SIDES.get(compared.definition.direction) == force.label
    return MapValue(
        f"{force.name}, {force.printed}",
        force.label.capitalize(),
        MAP_PLACES[force.label],
        pattern=WORSE if worse else FILLS[force.label],
    )


def _kept(compared: MeasureComparison, kind: str, marked: str, draw: Callable[[], str]) -> SafeString:
    digest = sha256(f"{DRAWING}|{compared.content_hash}|{kind}|{marked}".encode()).hexdigest()
    return SafeString(kept_rendering(f"{digest}.svg", lambda: draw().encode()).decode())
