"""Numbers of things as bars in the order given, in a self-contained SVG that can be read on a narrow screen.

The label stands above its bar, so that the picture needs no room at its side; every bar carries its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peelian.rendering.drawing import MARKED, opening, text

WIDTH, LONGEST, STEP, BAR_HEIGHT, TOP = 440, 372, 46, 18, 4
"""Room for a number stands to the right of the longest bar."""


@dataclass(frozen=True)
class CountBar:
    """One bar: what is counted, and how many there are."""

    label: str
    count: int


def count_bars_svg(title: str, bars: Sequence[CountBar], *, identifier: str = "counts") -> str:
    """Draw the bars in the order given.

    Parameters
    ----------
    title : str
        What is counted.
    bars : sequence of CountBar
        At least one.
    identifier : str
        Start of the identifiers in the picture, unlike those of other pictures of the page.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    most = max([bar.count for bar in bars] + [1])
    words = "; ".join(f"{bar.label}: {bar.count:,}" for bar in bars)
    parts = [
        opening(identifier, title, f"{words}.", WIDTH, TOP + STEP * len(bars)),
        *(_bar(bar, TOP + STEP * place, most) for place, bar in enumerate(bars)),
        "</svg>",
    ]
    return "".join(parts)


def _bar(bar: CountBar, top: int, most: int) -> str:
    length = round(LONGEST * bar.count / most, 1)
    return (
        f"{text(0, top + 14, bar.label, size=15)}"
        f'<rect x="0" y="{top + 20}" width="{max(length, 1)}" height="{BAR_HEIGHT}" fill="{MARKED}"/>'
        f"{text(max(length, 1) + 8, top + 34, f'{bar.count:,}', size=15, bold=True)}"
    )
