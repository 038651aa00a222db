"""How many forces hold each grade, as bars in a self-contained SVG.

The bars stand in the order of the scale and carry the same patterns as the map,
so that colour is never the only sign. Each bar is labelled with its words and number. The picture is narrow
enough to be read on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from peelian.rendering.map_patterns import PATTERN_COUNT, pattern_definitions, pattern_fill

INK = "#14252e"
FONT_STACK = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
WIDTH, LABELS, LONGEST, STEP, BAR = 470, 228, 190, 40, 26


@dataclass(frozen=True)
class TierBar:
    """One bar: the grade in words and how many hold it.

    Parameters
    ----------
    label : str
        The grade, or "Not recorded".
    count : int
        Number of forces.
    position, steps : int or None
        The place of the grade on its scale, one for the lowest; ``None`` for no grade.
    """

    label: str
    count: int
    position: int | None = None
    steps: int = PATTERN_COUNT


def tier_chart_svg(title: str, bars: Sequence[TierBar]) -> str:
    """Draw the bars in the order given.

    Parameters
    ----------
    title : str
        What is counted.
    bars : sequence of TierBar
        At least one.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    longest = max([bar.count for bar in bars] + [1])
    words = "; ".join(f"{bar.label}: {bar.count}" for bar in bars)
    height = STEP * len(bars) + 8
    drawn = [_bar(bar, place, longest) for place, bar in enumerate(bars)]
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="tiers-title tiers-desc"',
        f' viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"',
        f' font-family="{escape(FONT_STACK)}" font-size="17" fill="{INK}">',
        f'<title id="tiers-title">{escape(title)}</title><desc id="tiers-desc">{escape(words)}.</desc>',
        pattern_definitions(),
        *drawn,
        "</svg>",
    ]
    return "".join(parts)


def _bar(bar: TierBar, place: int, longest: int) -> str:
    top = 4 + place * STEP
    length = round(LONGEST * bar.count / longest)
    fill = pattern_fill(bar.position, bar.steps)
    baseline = top + BAR - 7
    return (
        f'<text x="{LABELS - 12}" y="{baseline}" text-anchor="end">{escape(bar.label)}</text>'
        f'<rect x="{LABELS}" y="{top}" width="{length}" height="{BAR}" fill="{fill}" stroke="{INK}"/>'
        f'<text x="{LABELS + length + 10}" y="{baseline}" font-weight="bold">{bar.count}</text>'
    )
