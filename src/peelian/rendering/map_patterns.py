"""Fills of the map: for each step of a scale, and each side of lines, a ground and a pattern of its own."""

PATTERN_COUNT = 5
NO_VALUE = "map-none"
BETWEEN, ABOVE, BELOW, WORSE = "map-between", "map-above", "map-below", "map-worse"
"""Beside lines: neither side looks good or bad, but for the one that the measure says is worse."""

# Lowest step first: ground, then the marks drawn on a tile of 16 by 16.
_TILES = (
    ("map-step-1", "#8c1d18", '<path d="M0 0L16 16M16 0L0 16" stroke="#ffffff" stroke-width="2"/>'),
    (
        "map-step-2",
        "#fff3d9",
        '<path d="M-4 12L4 20M0 0L16 16M12 -4L20 4" stroke="#8a5200" stroke-width="4"/>',
    ),
    ("map-step-3", "#e4eff6", '<circle cx="8" cy="8" r="3.5" fill="#2a6a8c"/>'),
    ("map-step-4", "#7fc0a3", '<path d="M0 8H16" stroke="#14603f" stroke-width="2"/>'),
    ("map-step-5", "#0d4a3b", ""),
    (BETWEEN, "#e6ebee", ""),
    (ABOVE, "#c3d4e6", '<path d="M-4 4L4 -4M0 16L16 0M12 20L20 12" stroke="#3d6186" stroke-width="2"/>'),
    (BELOW, "#dcd3e8", '<path d="M0 8H16" stroke="#66508a" stroke-width="2"/>'),
    (
        WORSE,
        "#fff3d9",
        '<path d="M-4 12L4 20M0 0L16 16M12 -4L20 4" stroke="#8a5200" stroke-width="4"/>',
    ),
    (NO_VALUE, "#ffffff", '<circle cx="8" cy="8" r="1" fill="#3d4f58"/>'),
)


def pattern_definitions() -> str:
    """Return the definitions of all fills."""
    tiles = (
        f'<pattern id="{name}" width="16" height="16" patternUnits="userSpaceOnUse">'
        f'<rect width="16" height="16" fill="{ground}"/>{marks}</pattern>'
        for name, ground, marks in _TILES
    )
    return f"<defs>{''.join(tiles)}</defs>"


def pattern_fill(position: int | None, steps: int) -> str:
    """Return the fill for a place on a scale of any length.

    Parameters
    ----------
    position : int or None
        Place on the scale, one for the lowest; ``None`` for no value.
    steps : int
        Number of tiers of the scale.
    """
    if position is None:
        return f"url(#{NO_VALUE})"
    place = 1 + round((position - 1) * (PATTERN_COUNT - 1) / max(steps - 1, 1))
    return f"url(#map-step-{place})"


def is_dark(fill: str) -> bool:
    """Say whether a fill is so dark that its border has to be light."""
    return fill in {"url(#map-step-1)", "url(#map-step-5)"}
