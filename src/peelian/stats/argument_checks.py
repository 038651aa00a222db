"""Checks of single arguments: each refusal names the argument, the value seen and what is allowed."""

from __future__ import annotations

import math

from peelian.stats.errors import StatsError


def require_between(name: str, value: float, low: float, high: float, *, closed: bool = False) -> None:
    """Refuse a number outside an interval; the ends are allowed only when `closed`."""
    inside = low <= value <= high if closed else low < value < high
    if not inside or not math.isfinite(value):
        between = f"from {low:g} to {high:g}" if closed else f"above {low:g} and below {high:g}"
        raise StatsError(
            "out-of-range", f"{name} is {value:g}. It must be {between}.", {"argument": name, "value": value}
        )


def require_positive_whole(name: str, value: int) -> None:
    """Refuse anything but a whole number of at least one."""
    if isinstance(value, bool) or value != int(value) or value < 1:
        raise StatsError(
            "out-of-range",
            f"{name} is {value}. It must be a whole number of at least 1.",
            {"argument": name, "value": value},
        )


def require_design_effect(value: float) -> None:
    """Refuse a design effect that is not a positive number."""
    if not math.isfinite(value) or value <= 0:
        raise StatsError(
            "out-of-range",
            f"design_effect is {value:g}. It must be above 0; 1 is a simple random sample.",
            {"argument": "design_effect", "value": value},
        )


def require_choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not one of the choices."""
    if value not in allowed:
        raise StatsError(
            "unknown-choice",
            f"{name} is {value!r}. Choose one of: {', '.join(allowed)}.",
            {"argument": name, "value": value, "allowed": list(allowed)},
        )
