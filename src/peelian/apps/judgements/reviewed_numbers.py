"""The numbers of a figure that comes from a review of cases or a return: frozen there, never edited by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Figure, ReturnFigure, ReviewFigure

NUMBERS = ("kind", "k", "n", "value_percent", "half_width_pp", "polarity")
RETURNED_NUMBERS = ("kind", "value", "unit")
NAMES = {
    "kind": "kind of number",
    "k": "count",
    "n": "number of cases",
    "value_percent": "percentage",
    "half_width_pp": "half width of the interval",
    "polarity": "direction",
}
"""What a part of a figure is called, where it is not called by its own name."""


def keep_reviewed_numbers(figure: Figure, value: Mapping[str, Any]) -> None:
    """Refuse other numbers for a figure that a closed review or collection gave; its words may still change."""
    review = ReviewFigure.objects.filter(figure=figure).select_related("review").first()
    if review is not None:
        _keep(figure, value, NUMBERS, f"the review '{review.review.title}'")
    returned = ReturnFigure.objects.filter(figure=figure).select_related("version__reply__collection").first()
    if returned is not None:
        _keep(figure, value, RETURNED_NUMBERS, f"the collection '{returned.version.reply.collection.title}'")


def _keep(figure: Figure, value: Mapping[str, Any], names: tuple[str, ...], origin: str) -> None:
    problems = Problems()
    for name in names:
        if value.get(name) != figure.value.get(name):
            problems.add(
                name,
                value.get(name),
                f"The figure {figure.key} comes from {origin}, which is closed, so its "
                f"{NAMES.get(name, name)} stays {figure.value.get(name)}. Remove the figure, or record another one.",
            )
    problems.raise_if_any()
