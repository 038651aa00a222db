"""Forces sorted by their value as bars with dotted outlier lines, in a self-contained SVG.

Written straight as SVG, so that a chart of 43 forces costs milliseconds and another force can be marked at once.
Every bar says its value in words; the marked force has a pointer, bold words and a dark bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from peelian.rendering.drawing import BAR, DASHED, DOTTED, MARKED, Place, line, opening, scaled, text
from peelian.rendering.tier_chart import INK

WIDTH, LABELS, SCALE_END, STEP, BAR_HEIGHT, TOP, BOTTOM = 680, 270, 665, 21, 14, 46, 28
VALUES = 58
"""Room between the name of a force and its bar, where the value stands clear of every line."""


@dataclass(frozen=True)
class ForceBar:
    """One force: its short name, its value, the value as printed, and whether it is the one in question."""

    label: str
    value: float
    words: str
    marked: bool = False


@dataclass(frozen=True)
class BarLines:
    """The mean and the two outlier lines, each with its number as printed."""

    mean: tuple[float, str]
    lower: tuple[float, str]
    upper: tuple[float, str]


def force_bars_svg(
    title: str,
    description: str,
    bars: Sequence[ForceBar],
    *,
    unit: str,
    lines: BarLines | None = None,
    identifier: str = "bars",
) -> str:
    """Draw the forces, the largest value at the top.

    Parameters
    ----------
    title, description : str
        Name of the picture, and what it shows in words.
    bars : sequence of ForceBar
        At least one; they are sorted here, equal values by name.
    unit : str
        What the values are of, printed under the bars.
    lines : BarLines or None
        The dashed mean and the dotted lines; ``None`` where too few forces have a value.
    identifier : str
        Start of the identifiers in the picture, unlike those of other pictures of the page.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    ordered = sorted(bars, key=lambda bar: (-bar.value, bar.label))
    reach = [bar.value for bar in bars] + ([lines.upper[0]] if lines else [])
    x = scaled(max(*reach, 0.0) or 1.0, LABELS, SCALE_END)
    end = TOP + STEP * len(ordered)
    parts = [
        opening(identifier, title, description, WIDTH, end + BOTTOM),
        *(_bar(bar, place, x(bar.value)) for place, bar in enumerate(ordered)),
        *(_lines(lines, x, end) if lines else ()),
        text(LABELS, end + 20, unit),
        "</svg>",
    ]
    return "".join(parts)


def _bar(bar: ForceBar, place: int, end: float) -> str:
    top = TOP + STEP * place
    baseline = top + 13
    pointer = f'<path d="M4 {top + 3}L13 {top + 9}L4 {top + 15}Z"/>' if bar.marked else ""
    fill, stroke = (MARKED, 2) if bar.marked else (BAR, 0)
    return (
        f"{pointer}{text(LABELS - VALUES, baseline, bar.label, 'end', 14, bar.marked)}"
        f"{text(LABELS - 8, baseline, bar.words, 'end', 13, bar.marked)}"
        f'<rect x="{LABELS}" y="{top + 2}" width="{max(round(end - LABELS, 1), 1)}" height="{BAR_HEIGHT}" '
        f'fill="{fill}" stroke="{INK}" stroke-width="{stroke}"/>'
    )


def _lines(lines: BarLines, x: Place, end: float) -> list[str]:
    drawn = []
    for (value, words), dash, row, anchor, name in (
        (lines.lower, DOTTED, 34, "end", ""),
        (lines.mean, DASHED, 16, "middle", "mean "),
        (lines.upper, DOTTED, 34, "start", ""),
    ):
        place = x(max(value, 0.0))
        drawn += [
            line(place, TOP - 6, place, end, "", 4, "#ffffff"),
            line(place, TOP - 6, place, end, dash, 1.5),
            text(place, row, f"{name}{words}", anchor),
        ]
    return drawn
