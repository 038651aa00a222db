"""A map of forces as a self-contained SVG, every force a link with its words.

A map never stands without its table. Here each value also has its own pattern
and a legend, so that colour is never the only sign, and every force carries a
name and a value that are read out. A force too small to point at becomes a dot.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from peelian.rendering.map_patterns import PATTERN_COUNT, is_dark, pattern_definitions, pattern_fill
from peelian.rendering.presenters import NOT_RECORDED

INK, PAPER = "#14252e", "#ffffff"
FONT_STACK = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
DOT_RADIUS = 11
SMALLEST_PATH = 120
LEGEND_STEP, LEGEND_TOP, LEGEND_LEFT = 46, 40, 20


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
    """

    name: str
    label: str
    position: int | None = None
    steps: int = PATTERN_COUNT


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
        _legend(list(values.values())),
        "</svg>",
    ]
    return "".join(parts)


def _is_small(shape: ForceShape) -> bool:
    return len(shape.path) < SMALLEST_PATH


def _force(shape: ForceShape, value: MapValue, link: str | None) -> str:
    words = escape(f"{value.name}: {value.label}")
    fill = pattern_fill(value.position, value.steps)
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


def _legend(values: Sequence[MapValue]) -> str:
    counts: dict[tuple[int, int, str], int] = {}
    for value in values:
        key = (-(value.position or 0), value.steps, value.label)
        counts[key] = counts.get(key, 0) + 1
    lines = [
        _legend_line(place, -key[0] or None, key[1], f"{key[2]} ({counts[key]})")
        for place, key in enumerate(sorted(counts))
    ]
    return f'<g aria-hidden="true">{"".join(lines)}</g>'


def _legend_line(place: int, position: int | None, steps: int, words: str) -> str:
    top = LEGEND_TOP + place * LEGEND_STEP
    fill = pattern_fill(position, steps)
    box = f'<rect x="{LEGEND_LEFT}" y="{top}" width="44" height="30" fill="{fill}" stroke="{INK}"/>'
    return f'{box}<text x="{LEGEND_LEFT + 58}" y="{top + 24}">{escape(words)}</text>'
