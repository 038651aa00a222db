"""What a plan of a sample buys, as rows of a table: cases and precision, stratum by stratum and in all."""

from __future__ import annotations

from typing import Any

from peelian.apps.reviews.queries import PlanPrecision

SIZE_COLUMNS = [
    {"text": "Stratum"},
    {"text": "Cases in the frame", "numeric": True},
    {"text": "Cases to draw", "numeric": True},
    {"text": "Precision", "numeric": True},
]


def size_rows(bought: PlanPrecision) -> list[list[dict[str, Any]]]:
    """Rows of the calculator: the strata, then all of them together where there are several."""
    rows = [_row(each.stratum, each.population, each.size, each.half_width_pp) for each in bought.strata]
    if len(rows) > 1:
        rows.append(_row("All strata together", bought.population, bought.size, bought.half_width_pp))
    return rows


def _row(title: str, population: int, cases: int, half_width: float | None) -> list[dict[str, Any]]:
    precision = "none" if half_width is None else f"+/- {half_width:.1f} percentage points"
    return [
        {"text": title},
        {"text": f"{population:,}", "numeric": True},
        {"text": f"{cases:,}", "numeric": True},
        {"text": precision, "numeric": True},
    ]
