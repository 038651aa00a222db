"""What charts written as SVG by hand share: the opening with title and words, round ticks, and paths."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from peelian.rendering.tier_chart import FONT_STACK, INK

INK_SOFT, BAR, MARKED, GRID = "#3d4f58", "#a9bfc5", "#0b5566", "#d5dfe2"
DOTTED, DASHED = "2 4", "7 4"

Place = Callable[[float], float]

NARROW_WIDTH = 360
"""Pixels that a page leaves on a phone; a picture of this width is drawn there at its own size."""


@dataclass(frozen=True)
class Panel:
    """The size of a picture and where its axes lie in it, in pixels; `columns` is about how many ticks fit below."""

    width: int
    height: int
    left: int
    right: int
    top: int
    floor: int
    columns: int = 4


def opening(identifier: str, title: str, description: str, width: int, height: int) -> str:
    """Return the start of a picture that tells its title and words to those who do not see it.

    `identifier` is unlike that of any other picture of the page.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
        f'aria-labelledby="{identifier}-title {identifier}-desc" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="{escape(FONT_STACK)}" font-size="15" fill="{INK}">'
        f'<title id="{identifier}-title">{escape(title)}</title>'
        f'<desc id="{identifier}-desc">{escape(description)}</desc>'
    )


def round_ticks(highest: float, wanted: int = 5) -> list[float]:
    """Return round numbers from 0 up to the first that reaches `highest`.

    >>> round_ticks(43.2)
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    """
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    return [round(step * place, 10) for place in range(math.ceil(round(highest / step, 9)) + 1)]


def scaled(highest: float, start: float, end: float) -> Place:
    """Return the function that puts a value from 0 to `highest` between two places of the picture."""
    return lambda value: round(start + (end - start) * value / highest, 1)


def line(
    x1: float, y1: float, x2: float, y2: float, dash: str = "", width: float = 1.5, ink: str = INK
) -> str:
    """Return a straight line."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{ink}" stroke-width="{width}"{dashed}/>'


def path(points: Iterable[tuple[float, float]], dash: str = "", width: float = 1.5, ink: str = INK) -> str:
    """Return a line through points."""
    places = " ".join(f"{x},{y}" for x, y in points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{places}" fill="none" stroke="{ink}" stroke-width="{width}"{dashed}/>'


def text(x: float, y: float, words: str, anchor: str = "start", size: int = 13, bold: bool = False) -> str:
    """Return words at a place."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="{size}"{weight}>{escape(words)}</text>'


def tick_words(ticks: Sequence[float]) -> list[str]:
    """Return ticks as words, all with the same number of decimals.

    >>> tick_words([0.0, 2.5, 5.0])
    ['0.0', '2.5', '5.0']
    """
    decimals = max(len(f"{tick:.10g}".partition(".")[2]) for tick in ticks)
    return [f"{tick:,.{decimals}f}" for tick in ticks]
