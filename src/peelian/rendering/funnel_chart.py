"""A funnel plot of forces in a self-contained SVG: value against size, between the limits that size allows.

A force beyond the outer limits is a filled diamond with its name, so that nothing rests on colour. The table
beside the picture says the same of every force.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peelian.rendering.drawing import (
    DASHED,
    DOTTED,
    GRID,
    INK_SOFT,
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

WIDE = Panel(680, 430, 64, 660, 20, 372)
NARROW = Panel(NARROW_WIDTH, 340, 46, 350, 20, 282, columns=2)


@dataclass(frozen=True)
class FunnelPoint:
    """One force: its size, its value, its limits, whether it lies beyond the outer ones, and whether it is marked."""

    label: str
    size: float
    value: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float
    beyond: bool = False
    marked: bool = False


def funnel_svg(
    title: str,
    description: str,
    points: Sequence[FunnelPoint],
    *,
    centre: float,
    size_words: str,
    unit: str,
    identifier: str = "funnel",
    panel: Panel = WIDE,
) -> str:
    """Draw the forces between their limits. The words of the last tick end at it, so that they stay inside.

    Parameters
    ----------
    points : sequence of FunnelPoint
        At least one; the limits are drawn through those of the forces in the order of size.
    centre : float
        The value about which the limits lie.
    size_words, unit : str
        What the two axes show.
    panel : Panel
        ``WIDE``, or ``NARROW`` for a phone.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    ordered = sorted(points, key=lambda point: point.size)
    sizes = round_ticks(ordered[-1].size, panel.columns)
    values = round_ticks(max(max(point.value, point.upper95) for point in ordered) * 1.02)
    x = scaled(sizes[-1], panel.left, panel.right)
    y = scaled(values[-1], panel.floor, panel.top)
    limits: tuple[tuple[Callable[[FunnelPoint], float], str], ...] = (
        (lambda point: point.lower998, DASHED),
        (lambda point: point.upper998, DASHED),
        (lambda point: point.lower95, DOTTED),
        (lambda point: point.upper95, DOTTED),
    )
    inside = values[-1]
    parts = [
        opening(identifier, title, description, panel.width, panel.height),
        *_axes(sizes, values, x, y, panel),
        text(panel.left, 14, unit),
        text(panel.right, panel.height - 10, size_words, "end"),
        line(panel.left, y(centre), panel.right, y(centre), "", 1, INK_SOFT),
        *(
            path([(x(each.size), y(min(max(pick(each), 0.0), inside))) for each in ordered], dash)
            for pick, dash in limits
        ),
        *(_point(point, x(point.size), y(point.value), panel) for point in ordered),
        "</svg>",
    ]
    return "".join(parts)


def _axes(sizes: Sequence[float], values: Sequence[float], x: Place, y: Place, panel: Panel) -> list[str]:
    left, right, floor = panel.left, panel.right, panel.floor
    rows = [
        line(left, y(value), right, y(value), "", 1, GRID) + text(left - 8, y(value) + 5, words, "end")
        for value, words in zip(values, tick_words(values), strict=True)
    ]
    columns = [
        line(x(size), floor, x(size), floor + 5)
        + text(x(size), floor + 21, words, "end" if x(size) >= right else "middle")
        for size, words in zip(sizes, tick_words(sizes), strict=True)
    ]
    return [*rows, *columns]


def _point(point: FunnelPoint, x: float, y: float, panel: Panel) -> str:
    named = point.beyond or point.marked
    side = ("end", -9) if x > panel.right - 150 else ("start", 9)
    label = text(x + side[1], y - 6, point.label, side[0], 12, point.marked) if named else ""
    if point.beyond:
        shape = f'<path d="M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z" fill="{MARKED}"/>'
    else:
        shape = f'<circle cx="{x}" cy="{y}" r="4" fill="#ffffff" stroke="{MARKED}" stroke-width="1.5"/>'
    ring = f'<circle cx="{x}" cy="{y}" r="11" fill="none" stroke="{MARKED}" stroke-width="2"/>'
    return f"{shape}{ring if point.marked else ''}{label}"
