"""A map of forces as a self-contained SVG, every force a link with its words.

A map never stands without its table. Here each value also has its own pattern
and a line of the legend, so that colour is never the only sign, and every force
carries a name and a value that are read out. A force too small to point at
becomes a dot. The legend is a list beside the picture: letters within it would
shrink with the map and could not be read on a phone.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from peelian.rendering.map_patterns import PATTERN_COUNT, is_dark, pattern_definitions, pattern_fill
from peelian.rendering.presenters import NOT_RECORDED

INK, PAPER = "#14252e", "#ffffff"
FONT_STACK = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
DOT_RADIUS = 11
SMALLEST_PATH = 120
MARK_WIDTH = 9
SWATCH = 'class="peelian-map-legend__swatch" width="28" height="20" aria-hidden="true" focusable="false"'


@dataclass(frozen=True)
class ForceShape:
    """The simplified outline of a force on the map's canvas."""

    slug: str
    code: str
    centre: tuple[int, int]
    path: str


@dataclass(frozen=True)
class ForceShapes:
    """All outlines, the canvas they stand on, and whose data they are."""

    width: int
    height: int
    attribution: str
    forces: tuple[ForceShape, ...]


@dataclass(frozen=True)
class MapValue:
    """What the map says of one force.

    Parameters
    ----------
    name : str
        The name of the force.
    label : str
        The value in words: a grade, a stage, or "Not recorded".
    position, steps : int or None
        The place of the value on its scale, one for the lowest. ``None`` where
        the force has no value.
    pattern : str
        The name of a fill in place of that of the scale, such as "map-above".
    """

    name: str
    label: str
    position: int | None = None
    steps: int = PATTERN_COUNT
    pattern: str = ""

    @property
    def fill(self) -> str:
        """What the force is filled with."""
        return f"url(#{self.pattern})" if self.pattern else pattern_fill(self.position, self.steps)


def load_shapes(path: Path) -> ForceShapes:
    """Read the boundary file of a catalogue."""
    data = json.loads(path.read_text(encoding="utf-8"))
    forces = tuple(
        ForceShape(each["slug"], each["code"], (each["centre"][0], each["centre"][1]), each["path"])
        for each in data["forces"]
    )
    return ForceShapes(data["width"], data["height"], data["attribution"], forces)


def force_map_svg(
    shapes: ForceShapes,
    values: Mapping[str, MapValue],
    title: str,
    description: str,
    links: Mapping[str, str],
    marked: str = "",
) -> str:
    """Draw the map.

    Parameters
    ----------
    shapes : ForceShapes
        Outlines by force.
    values : mapping of slug to MapValue
        A force without an entry is drawn as not recorded.
    title, description : str
        Name of the map, and what it shows in words.
    links : mapping of slug to str
        Where each force leads to; a force without an entry is no link.
    marked : str
        The force in question, which has a thick outline; empty for none.

    Returns
    -------
    str
        The SVG, without script, style attribute or outside reference.
    """
    drawn = [
        _force(shape, values.get(shape.slug, MapValue(shape.slug, NOT_RECORDED)), links.get(shape.slug))
        for shape in sorted(shapes.forces, key=_is_small)
    ]
    width, height = shapes.width // 2, shapes.height // 2
    size = f'viewBox="0 0 {shapes.width} {shapes.height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="map-title map-desc" {size}',
        f' font-family="{escape(FONT_STACK)}" font-size="26" fill="{INK}">',
        f'<title id="map-title">{escape(title)}</title>',
        f'<desc id="map-desc">{escape(description)}</desc>',
        pattern_definitions(),
        *drawn,
        *(_mark(shape) for shape in shapes.forces if shape.slug == marked),
        "</svg>",
    ]
    return "".join(parts)


def _is_small(shape: ForceShape) -> bool:
    return len(shape.path) < SMALLEST_PATH


def _force(shape: ForceShape, value: MapValue, link: str | None) -> str:
    words = escape(f"{value.name}: {value.label}")
    fill = value.fill
    outline = _dot(shape, fill) if _is_small(shape) else _outline(shape, fill)
    if link is None:
        return f'<g role="img" aria-label="{words}"><title>{words}</title>{outline}</g>'
    return f'<a href="{escape(link)}" aria-label="{words}"><title>{words}</title>{outline}</a>'


def _outline(shape: ForceShape, fill: str) -> str:
    border = PAPER if is_dark(fill) else INK
    look = f'fill="{fill}" stroke="{border}" stroke-width="2" stroke-linejoin="round"'
    return f'<path d="{shape.path}" {look}/>'


def _dot(shape: ForceShape, fill: str) -> str:
    place = 'cx="{}" cy="{}"'.format(*shape.centre)
    casing = f'<circle {place} r="{DOT_RADIUS + 4}" fill="{PAPER}"/>'
    return f'{casing}<circle {place} r="{DOT_RADIUS}" fill="{fill}" stroke="{INK}" stroke-width="3"/>'


def _mark(shape: ForceShape) -> str:
    """A thick outline over everything else; it takes no click from the force under it."""
    place = 'cx="{}" cy="{}" r="{}"'.format(*shape.centre, DOT_RADIUS + 6)
    drawn = f"<circle {place}" if _is_small(shape) else f'<path d="{shape.path}" stroke-linejoin="round"'
    casing, line = (
        f'{drawn} fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for colour, width in ((PAPER, 2 * MARK_WIDTH), (INK, MARK_WIDTH))
    )
    return f'<g class="peelian-map__mark" pointer-events="none" aria-hidden="true">{casing}{line}</g>'


def map_legend(values: Iterable[MapValue]) -> str:
    """Write what each fill means and how many forces have it, as a list of HTML, the highest value first."""
    counts = Counter((-(value.position or 0), value.fill, value.label) for value in values)
    lines = [
        f'<li><svg {SWATCH}><rect width="28" height="20" fill="{fill}" stroke="{INK}"/></svg>'
        f"{escape(label)} ({counts[place, fill, label]})</li>"
        for place, fill, label in sorted(counts)
    ]
    return f'<ul class="govuk-list peelian-map-legend">{"".join(lines)}</ul>'
