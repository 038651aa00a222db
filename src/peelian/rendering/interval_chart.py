"""Percentages with their intervals as points on a scale from 0 to 100, in a self-contained SVG.

Each row says its value and limits in words beside the mark, so that nothing rests on the picture alone. A row
without an estimate stands with its words and no mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from peelian.rendering.drawing import NARROW_WIDTH
from peelian.rendering.tier_chart import FONT_STACK, INK

AXIS = 30
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class IntervalLayout:
    """Where the parts of a row stand, in pixels.

    Parameters
    ----------
    start, length : int
        Where the scale starts, and how long it is.
    step : int
        Height of a row.
    label, anchor, baseline : int, str, int
        Where the label stands, and how far below the top of its row.
    middle : int
        How far below the top of its row the mark stands.
    longest_label : int
        Characters that fit.
    """

    width: int
    start: int
    length: int
    step: int
    label: int
    anchor: str
    baseline: int
    middle: int
    longest_label: int

    def x(self, percent: float) -> float:
        return round(self.start + self.length * percent / 100, 1)


WIDE = IntervalLayout(830, 340, 300, 34, 326, "end", 22, 17, 36)
NARROW = IntervalLayout(NARROW_WIDTH, 8, 220, 56, 4, "start", 17, 38, 42)


@dataclass(frozen=True)
class IntervalRow:
    """One row.

    Parameters
    ----------
    label : str
        What is measured: a group of cases, or a round.
    words : str
        The value as it is printed.
    percent, lower, upper : float or None
        The estimate and its limits; ``None`` where the count stands alone.
    """

    label: str
    words: str
    percent: float | None = None
    lower: float | None = None
    upper: float | None = None


def interval_chart_svg(
    title: str,
    rows: Sequence[IntervalRow],
    identifier: str = "intervals",
    layout: IntervalLayout = WIDE,
) -> str:
    """Draw the rows in the order given.

    Parameters
    ----------
    title : str
        What is measured.
    rows : sequence of IntervalRow
        At least one.
    identifier : str
        Start of the identifiers in the picture, unlike those of other pictures of the page.
    layout : IntervalLayout
        ``WIDE``, or ``NARROW`` for a phone.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    words = "; ".join(f"{row.label}: {row.words}" for row in rows)
    width, bottom = layout.width, layout.step * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{identifier}-title {identifier}-desc"',
        f' viewBox="0 0 {width} {bottom + AXIS}" width="{width}" height="{bottom + AXIS}"',
        f' font-family="{escape(FONT_STACK)}" font-size="15" fill="{INK}">',
        f'<title id="{identifier}-title">{escape(title)}</title><desc id="{identifier}-desc">{escape(words)}.</desc>',
        *(_tick(layout.x(value), value, bottom) for value in TICKS),
        *(_row(row, layout.step * place, layout) for place, row in enumerate(rows)),
        "</svg>",
    ]
    return "".join(parts)


def _tick(x: float, value: int, bottom: int) -> str:
    return (
        f'<line x1="{x}" y1="0" x2="{x}" y2="{bottom}" stroke="#a9bfc5"/>'
        f'<text x="{x}" y="{bottom + 20}" text-anchor="middle" font-size="13">{value}</text>'
    )


def _row(row: IntervalRow, top: int, layout: IntervalLayout) -> str:
    middle = top + layout.middle
    short = escape(_short(row.label, layout.longest_label))
    label = (
        f'<text x="{layout.label}" y="{top + layout.baseline}" text-anchor="{layout.anchor}" stroke="#ffffff" '
        f'stroke-width="4" paint-order="stroke">{short}</text>'
    )
    if row.percent is None:
        return (
            f'{label}<text x="{layout.start + 6}" y="{middle + 5}" font-size="13">{escape(row.words)}</text>'
        )
    return (
        f"{label}{_interval(row, middle, layout)}"
        f'<circle cx="{layout.x(row.percent)}" cy="{middle}" r="5" stroke="{INK}"/>'
        f'<text x="{layout.start + layout.length + 14}" y="{middle + 5}" font-weight="bold">{row.percent:.1f} '
        "percent</text>"
    )


def _interval(row: IntervalRow, middle: int, layout: IntervalLayout) -> str:
    if row.lower is None or row.upper is None:
        return ""
    left, right = layout.x(row.lower), layout.x(row.upper)
    line = f'<line x1="{left}" y1="{middle}" x2="{right}" y2="{middle}" stroke="{INK}" stroke-width="2"/>'
    ends = (
        f'<line x1="{x}" y1="{middle - 5}" x2="{x}" y2="{middle + 5}" stroke="{INK}" stroke-width="2"/>'
        for x in (left, right)
    )
    return line + "".join(ends)


def _short(label: str, longest: int) -> str:
    """A label that fits; its end stays, since that is where groups and rounds differ."""
    return label if len(label) <= longest else f"…{label[1 - longest :]}"
