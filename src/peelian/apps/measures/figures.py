"""A published value of one force as a figure that a finding can hold, with the mean of forces beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from peelian.apps.measures.models import MeasurePublication
from peelian.records.comparison import ComparedForce, MeasureComparison
from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import Figure, FigureComparison, Quantity, Rate, Share
from peelian.rules.figures.base import Direction
from peelian.rules.figures.wording import rounded
from peelian.rules.periods import period_from_json


def figure_of(published: MeasurePublication, slug: str, key: str) -> Figure:
    """Return the value of a force as a figure; its comparison names the mean, the rule and the standard score.

    Raises
    ------
    InvalidValueError
        When the force takes no part in the comparison.
    """
    compared = published.comparison
    force = compared.force(slug)
    if force is None:
        out = next((each.reason for each in compared.left_out if each.slug == slug), "it has no value there")
        raise InvalidValueError(
            "invalid-value",
            f"{published} gives no figure of this force: {out}. Choose another measure or period.",
            {"field": "publication", "value": str(published.pk)},
        )
    shared: dict[str, Any] = {
        "key": key,
        "measure": compared.definition.title,
        "source": compared.source,
        "period": period_from_json(compared.period),
        "provenance": "force-told-us" if compared.return_of(slug) else "verified",
        "reading_note": compared.definition.reading_note,
        "comparison": _comparison(compared, force),
    }
    return _figure(compared, force.value, shared, force.numerator, force.denominator)


def named_test(compared: MeasureComparison, force: ComparedForce) -> str:
    """Which test stands behind a label or behind the word "significantly"."""
    if force.z is None:
        return ""
    return f"rule of one standard deviation, z {force.z:+.2f}, {compared.n} forces"


def _figure(
    compared: MeasureComparison,
    value: float,
    shared: dict[str, Any],
    numerator: int | None = None,
    denominator: int | None = None,
) -> Figure:
    definition = compared.definition
    printed = rounded(Decimal(str(value)), definition.decimals)
    if definition.basis == "share":
        return Share(
            **shared, value_percent=printed, note=_with_counts(compared.note, numerator, denominator)
        )
    if definition.basis == "value":
        return Quantity(**shared, value=printed, unit=definition.unit, note=compared.note)
    return Rate(
        **shared,
        value=printed,
        numerator=numerator,
        base=denominator,
        base_source=compared.denominator_source if denominator else "",
        base_unit=definition.base_unit,
        per=definition.per,
        note=compared.note,
    )


def _with_counts(note: str, numerator: int | None, denominator: int | None) -> str:
    counts = f"{numerator:,} of {denominator:,}." if numerator is not None and denominator else ""
    return " ".join(part for part in (counts, note) if part)


def _comparison(compared: MeasureComparison, force: ComparedForce) -> FigureComparison | None:
    lines = compared.lines
    if lines is None or force.z is None:
        return None
    direction: Direction = "none"
    if force.label != "between the lines":
        direction = "up" if force.z > 0 else "down"
    shared = {
        "key": "mean",
        "measure": f"Unweighted mean of {compared.n} forces",
        "source": compared.source,
        "provenance": "verified",
    }
    return FigureComparison(
        claim=f"{force.label}, {force.rank_words}",
        direction=direction,
        value=_figure(compared, lines.mean, shared),
        against=f"unweighted mean of {compared.n} forces ({named_test(compared, force)})",
    )
