"""Forces sorted by their value as bars with dotted outlier lines, in a self-contained SVG.

Written straight as SVG, so that a chart of 43 forces costs milliseconds and another force can be marked at once.
Every bar says its value in words; the marked force has a pointer, bold words and a dark bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from peelian.rendering.drawing import (
    BAR,
    DASHED,
    DOTTED,
    MARKED,
    NARROW_WIDTH,
    Place,
    line,
    opening,
    scaled,
    text,
)
from peelian.rendering.tier_chart import INK

STEP, BAR_HEIGHT, TOP, BOTTOM = 21, 14, 46, 28


@dataclass(frozen=True)
class BarLayout:
    """Where the parts of the picture stand from left to right, in pixels.

    Parameters
    ----------
    names, values : int
        Where the names of forces and their values end; both stand clear of every line.
    start, end : int
        Where bars start, and where the longest ends.
    unit : int
        Where the unit starts, under the bars.
    """

    width: int
    names: int
    values: int
    start: int
    end: int
    unit: int
    name_size: int = 14

    def size_of(self, name: str) -> int:
        """Size of the letters of a name; a long one is set smaller, so that it stays in the picture."""
        fitting = int((self.names - POINTER) / (LETTER * max(len(name), 1)))
        return min(self.name_size, fitting)


POINTER, LETTER = 16, 0.52
"""Room for the pointer before a name, and the width of a letter, of its size."""

WIDE = BarLayout(680, 212, 262, 270, 665, 270)
NARROW = BarLayout(NARROW_WIDTH, 160, 202, 208, 352, 4, 13)


@dataclass(frozen=True)
class ForceBar:
    """One force: its short name, its value, the value as printed, and whether it is the one in question."""

    label: str
    value: float
    words: str
    marked: bool = False


@dataclass(frozen=True)
class BarLines:
    """The mean and the two outlier lines, each with its number as printed, where they are known."""

    mean: tuple[float, str] | None = None
    lower: tuple[float, str] | None = None
    upper: tuple[float, str] | None = None

    @property
    def known(self) -> list[float]:
        return [each[0] for each in (self.mean, self.lower, self.upper) if each is not None]


def force_bars_svg(
    title: str,
    description: str,
    bars: Sequence[ForceBar],
    *,
    unit: str,
    lines: BarLines | None = None,
    identifier: str = "bars",
    layout: BarLayout = WIDE,
    sort: bool = True,
) -> str:
    """Draw the forces, the largest value at the top.

    Parameters
    ----------
    title, description : str
        Name of the picture, and what it shows in words.
    bars : sequence of ForceBar
        At least one; they are sorted here, equal values by name, unless `sort` is false.
    unit : str
        What the values are of, printed under the bars.
    lines : BarLines or None
        The dashed mean and the dotted lines; ``None`` where too few forces have a value.
    identifier : str
        Start of the identifiers in the picture, unlike those of other pictures of the page.
    layout : BarLayout
        ``WIDE``, or ``NARROW`` for a phone.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    ordered = sorted(bars, key=lambda bar: (-bar.value, bar.label)) if sort else bars
    reach = [bar.value for bar in bars] + (lines.known if lines else [])
    x = scaled(max([*reach, 0.0]) or 1.0, layout.start, layout.end)
    end = TOP + STEP * len(ordered)
    parts = [
        opening(identifier, title, description, layout.width, end + BOTTOM),
        *(_bar(bar, place, x(bar.value), layout) for place, bar in enumerate(ordered)),
        *(_lines(lines, x, end) if lines else ()),
        text(layout.unit, end + 20, unit),
        "</svg>",
    ]
    return "".join(parts)


def _bar(bar: ForceBar, place: int, end: float, layout: BarLayout) -> str:
    top = TOP + STEP * place
    baseline = top + 13
    pointer = f'<path d="M4 {top + 3}L13 {top + 9}L4 {top + 15}Z"/>' if bar.marked else ""
    fill, stroke = (MARKED, 2) if bar.marked else (BAR, 0)
    return (
        f"{pointer}{text(layout.names, baseline, bar.label, 'end', layout.size_of(bar.label), bar.marked)}"
        f"{text(layout.values, baseline, bar.words, 'end', 13, bar.marked)}"
        f'<rect x="{layout.start}" y="{top + 2}" width="{max(round(end - layout.start, 1), 1)}" height="{BAR_HEIGHT}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="{stroke}"/>'
    )


def _lines(lines: BarLines, x: Place, end: float) -> list[str]:
    drawn = []
    for known, dash, row, anchor, name in (
        (lines.lower, DOTTED, 34, "end", ""),
        (lines.mean, DASHED, 16, "middle", "mean "),
        (lines.upper, DOTTED, 34, "start", ""),
    ):
        if known is None:
            continue
        place = x(max(known[0], 0.0))
        drawn += [
            line(place, TOP - 6, place, end, "", 4, "#ffffff"),
            line(place, TOP - 6, place, end, dash, 1.5),
            text(place, row, f"{name}{known[1]}", anchor),
        ]
    return drawn
