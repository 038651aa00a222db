"""The numbers of a figure that comes from a review of cases: frozen there, never edited by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Figure, ReviewFigure

NUMBERS = ("kind", "k", "n", "value_percent", "half_width_pp", "polarity")


def keep_reviewed_numbers(figure: Figure, value: Mapping[str, Any]) -> None:
    """Refuse other numbers for a figure that a closed review gave; its words may still change."""
    link = ReviewFigure.objects.filter(figure=figure).select_related("review").first()
    if link is None:
        return
    problems = Problems()
    for name in NUMBERS:
        if value.get(name) != figure.value.get(name):
            problems.add(
                name,
                value.get(name),
                f"The figure {figure.key} comes from the review '{link.review.title}', which is closed, so its {name} "
                f"stays {figure.value.get(name)}. Remove the figure, or record another one.",
            )
    problems.raise_if_any()
