"""One force over time between the limits of its ordinary variation, in a self-contained SVG.

A point that differs from what is ordinary is a filled diamond among open circles. The table beside the picture
says the same of every period.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from peelian.rendering.drawing import (
    DASHED,
    DOTTED,
    GRID,
    MARKED,
    NARROW_WIDTH,
    Panel,
    Place,
    line,
    opening,
    path,
    round_ticks,
    scaled,
    text,
    tick_words,
)

WIDE = Panel(680, 350, 64, 650, 24, 300)
NARROW = Panel(NARROW_WIDTH, 300, 46, 352, 24, 258)
ROOM = 46
"""Pixels that the label of a period needs."""


@dataclass(frozen=True)
class TimePoint:
    """One period: its short label, its value, its limits, and whether a run rule speaks."""

    label: str
    value: float
    lower: float | None = None
    upper: float | None = None
    signals: bool = False


def control_chart_svg(
    title: str,
    description: str,
    points: Sequence[TimePoint],
    *,
    unit: str,
    centre: float | None = None,
    identifier: str = "trend",
    panel: Panel = WIDE,
) -> str:
    """Draw the periods in the order given, oldest first.

    Parameters
    ----------
    points : sequence of TimePoint
        At least one. Limits are drawn where every point has them.
    centre : float or None
        The middle of the limits.
    panel : Panel
        ``WIDE``, or ``NARROW`` for a phone.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    values = round_ticks(max(max(point.value, point.upper or 0.0) for point in points) * 1.02)
    left, right = panel.left, panel.right
    y = scaled(values[-1], panel.floor, panel.top)
    last = max(len(points) - 1, 1)
    places = [round(left + 24 + (right - left - 48) * place / last, 1) for place in range(len(points))]
    parts = [
        opening(identifier, title, description, panel.width, panel.height),
        text(left, 14, unit),
        *(
            line(left, y(value), right, y(value), "", 1, GRID) + text(left - 8, y(value) + 5, words, "end")
            for value, words in zip(values, tick_words(values), strict=True)
        ),
        *_limits(points, places, y),
        *([line(left, y(centre), right, y(centre), DASHED, 1)] if centre is not None else []),
        path([(x, y(point.value)) for x, point in zip(places, points, strict=True)], "", 2, MARKED),
        *(_point(point, x, y(point.value)) for x, point in zip(places, points, strict=True)),
        *_labels(points, places, panel),
        "</svg>",
    ]
    return "".join(parts)


def _limits(points: Sequence[TimePoint], places: Sequence[float], y: Place) -> list[str]:
    lower = [point.lower for point in points if point.lower is not None]
    upper = [point.upper for point in points if point.upper is not None]
    if len(lower) < len(points) or len(upper) < len(points):
        return []
    return [
        path([(x, y(max(limit, 0.0))) for x, limit in zip(places, limits, strict=True)], DOTTED)
        for limits in (lower, upper)
    ]


def _point(point: TimePoint, x: float, y: float) -> str:
    if point.signals:
        return f'<path d="M{x} {y - 8}L{x + 8} {y}L{x} {y + 8}L{x - 8} {y}Z" fill="{MARKED}"/>'
    return f'<circle cx="{x}" cy="{y}" r="4.5" fill="#ffffff" stroke="{MARKED}" stroke-width="2"/>'


def _labels(points: Sequence[TimePoint], places: Sequence[float], panel: Panel) -> list[str]:
    """The labels that have room, the last one always among them."""
    every = max(1, -(-len(points) * ROOM // (panel.right - panel.left)))
    shown = range(len(points) - 1, -1, -every)
    return [text(places[place], panel.floor + 22, points[place].label, "middle") for place in reversed(shown)]
