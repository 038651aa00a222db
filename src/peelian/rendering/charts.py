"""Bar charts of forces as self-contained SVG, each with its words and its table.

The picture is drawn once, when its data is frozen. It carries a title and a
description, no script and no reference to anything outside itself; and the
table beside it says everything the bars say, gaps included.
"""

import json
import re
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

from peelian.rendering.force_bars import NARROW, BarLines, ForceBar, force_bars_svg
from peelian.rendering.presenters import NOT_RECORDED, joined, number_words, small_count_words
from peelian.rendering.report_parts import Chart

FONT_STACK = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
INK, INK_SOFT, BAR, MARKED = "#14252e", "#3d4f58", "#a9bfc5", "#0b5566"
WIDTH, MARGIN = 480, 8
ROOM_PER_CHARACTER = 2
TALLEST, LARGEST_STEP, SMALLEST_STEP = 640, 22, 11
AXIS = {
    "labelColor": INK,
    "titleColor": INK,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "domainColor": INK_SOFT,
}


@dataclass(frozen=True)
class ChartPicture:
    """A drawn chart: the picture, its name, its words and its table.

    Parameters
    ----------
    svg, narrow_svg : str
        The picture, to be placed in a page or a PDF as it is, and the same drawn for a phone.
    title, description : str
        What the picture is and what it shows, for those who do not see it.
    rows : tuple of (str, str)
        Force and value in words, in the order of the chart.
    """

    svg: str
    title: str
    description: str
    rows: tuple[tuple[str, str], ...]
    narrow_svg: str


def chart_picture(chart: Chart, font: str = FONT_STACK) -> ChartPicture:
    """Draw a chart.

    Parameters
    ----------
    chart : Chart
        Bars in the order in which they are to stand.
    font : str
        Font family list written into the picture.

    Returns
    -------
    ChartPicture
    """
    description = chart_words(chart)
    drawn = vl_convert.vegalite_to_svg(_specification(chart))
    svg = _named(drawn, f"chart-{chart.number}", chart.title, description, font)
    decimals = chart_decimals(chart)
    rows = tuple((bar.label, number_words(bar.value, decimals)) for bar in chart.bars)
    return ChartPicture(svg, chart.title, description, rows, _narrow(chart, description))


def _narrow(chart: Chart, description: str) -> str:
    """Return the chart for a phone: the same bars in the same order, in the words of the same decimals."""
    decimals = chart_decimals(chart)
    bars = [
        ForceBar(bar.label, bar.value, number_words(bar.value, decimals), bar.marked)
        for bar in chart.bars
        if bar.value is not None
    ]
    mean, lower, upper = (
        (value, number_words(value)) if value is not None else None
        for value in (chart.mean, chart.lower, chart.upper)
    )
    return force_bars_svg(
        chart.title,
        description,
        bars,
        unit=chart.unit,
        lines=BarLines(mean, lower, upper),
        identifier=f"narrow-chart-{chart.number}",
        layout=NARROW,
        sort=False,
    )


def compares(chart: Chart) -> bool:
    """Return whether a chart has bars to compare; one alone is told by its table."""
    return sum(bar.value is not None for bar in chart.bars) > 1


def chart_words(chart: Chart) -> str:
    """Say what a chart shows: marked force, mean, lines, gaps and exclusions."""
    decimals = chart_decimals(chart)
    marked = [
        f"{bar.label}: {number_words(bar.value, decimals)} {chart.unit}."
        for bar in chart.bars
        if bar.marked and bar.value is not None
    ]
    missing = [bar.label for bar in chart.bars if bar.value is None]
    excluded = [f"{each.force} ({each.reason})" for each in chart.exclusions]
    sentences = [
        _size_words(len(chart.bars) - len(missing)),
        *marked,
        f"Mean of forces: {number_words(chart.mean)}." if chart.mean is not None else "",
        _lines_words(chart),
        f"{NOT_RECORDED}: {joined(missing)}." if missing else "",
        f"Left out: {joined(excluded)}." if excluded else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def chart_decimals(chart: Chart) -> int:
    """Return the largest number of decimals among the bars, so that all are alike."""
    values = (f"{bar.value:.10g}" for bar in chart.bars if bar.value is not None)
    return max((len(text.partition(".")[2]) for text in values), default=0)


def _size_words(recorded: int) -> str:
    forces = "one force" if recorded == 1 else f"{small_count_words(recorded)} forces"
    return f"Bar chart of {forces} with a recorded value."


def _lines_words(chart: Chart) -> str:
    if chart.lower is None or chart.upper is None:
        return ""
    return f"Dotted outlier lines at {number_words(chart.lower)} and {number_words(chart.upper)}."


def _specification(chart: Chart) -> dict[str, Any]:
    """Return the chart in the Vega-Lite grammar."""
    rows = _drawn_rows(chart)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": {"step": _step(len(rows))},
        "background": "white",
        "padding": {"left": MARGIN + _label_room(rows), "right": MARGIN, "top": MARGIN, "bottom": MARGIN},
        "layer": [_bars(chart, rows), *_rules(chart)],
        "config": {"view": {"stroke": None}, "axis": AXIS},
    }


def _step(bars: int) -> int:
    """Return the height of a bar, so that a chart of all forces fits a printed page."""
    return max(SMALLEST_STEP, min(LARGEST_STEP, TALLEST // max(bars, 1)))


def _label_room(rows: list[dict[str, Any]]) -> int:
    """Return spare room beside the labels, in pixels: a reader's own font may be wider than the one measured."""
    return ROOM_PER_CHARACTER * max((len(row["label"]) for row in rows), default=0)


def _drawn_rows(chart: Chart) -> list[dict[str, Any]]:
    decimals = chart_decimals(chart)
    return [
        {
            "label": f"{bar.label}  {number_words(bar.value, decimals)}",
            "value": bar.value,
            "marked": bar.marked,
        }
        for bar in chart.bars
        if bar.value is not None
    ]


def _bars(chart: Chart, rows: list[dict[str, Any]]) -> dict[str, Any]:
    marked = [row["label"] for row in rows if row["marked"]]
    bold = {"test": f"indexof({json.dumps(marked)}, datum.value) >= 0", "value": "bold"}
    axis = {"labelFontWeight": {"condition": bold, "value": "normal"}, "labelLimit": 260}
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "stroke": INK},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": axis},
            "x": {"field": "value", "type": "quantitative", "title": chart.unit},
            "color": {"condition": {"test": "datum.marked", "value": MARKED}, "value": BAR},
            "strokeWidth": {"condition": {"test": "datum.marked", "value": 2}, "value": 0},
        },
    }


def _rules(chart: Chart) -> list[dict[str, Any]]:
    mean = f"mean {number_words(chart.mean)}" if chart.mean is not None else ""
    lines = ((mean, chart.mean, [6, 3]), ("", chart.lower, [2, 3]), ("", chart.upper, [2, 3]))
    return [layer for name, value, dash in lines if value is not None for layer in _rule(name, value, dash)]


def _rule(name: str, value: float, dash: list[int]) -> list[dict[str, Any]]:
    place = {"x": {"field": "value", "type": "quantitative"}}
    data = {"values": [{"value": value}]}
    mark = {"type": "rule", "color": INK, "strokeDash": dash, "strokeWidth": 1.5}
    label = {"type": "text", "color": INK, "text": name, "y": 0, "dy": -6, "baseline": "bottom"}
    rule = {"data": data, "mark": mark, "encoding": place}
    halo = {**rule, "mark": {"type": "rule", "color": "white", "strokeWidth": 4, "opacity": 0.8}}
    return [halo, rule, {**rule, "mark": label}] if name else [halo, rule]


def _named(svg: str, identifier: str, title: str, description: str, font: str) -> str:
    opening = re.compile(r"<svg[^>]*?(?P<size>\swidth=\"[^\"]+\" height=\"[^\"]+\" viewBox=\"[^\"]+\")[^>]*>")
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{identifier}-title {identifier}-desc"\\g<size>>'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-desc">{escape(description)}</desc>'
    )
    plain = re.sub(r' (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"', "", svg)
    named = opening.sub(head, plain, count=1)
    return re.sub(r'font-family="[^"]*"', f'font-family="{escape(font)}"', named)
