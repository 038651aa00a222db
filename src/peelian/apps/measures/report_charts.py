"""A published measure as a numbered chart of a report: its bars, lines, source, notes and forces left out."""

from __future__ import annotations

from typing import Any

from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import MeasurePublication
from peelian.records.comparison import MeasureComparison
from peelian.rules.figures.wording import exact_decimal, rounded


def report_chart(published: MeasurePublication, slug: str, number: int) -> dict[str, Any]:
    """Return the chart in plain values, the largest value first and the force of the report marked."""
    compared = published.comparison
    definition, lines = compared.definition, compared.lines
    known = regime().forces
    return {
        "number": number,
        "title": definition.title,
        "caption": f"{definition.title}, {definition.unit}, forces in England and Wales, {compared.period_words}",
        "unit": definition.unit,
        "bars": [
            {
                "label": known[each.slug].short_name if each.slug in known else each.name,
                "value": _printed(compared, each.value),
                "marked": each.slug == slug,
            }
            for each in sorted(compared.forces, key=lambda each: (each.rank, each.name))
        ],
        "mean": _printed(compared, lines.mean) if lines else None,
        "lower": _printed(compared, lines.lower) if lines else None,
        "upper": _printed(compared, lines.upper) if lines else None,
        "period": compared.period_words,
        "source": compared.source.rstrip("."),
        "note": " ".join(part for part in (compared.expected_note, compared.note) if part),
        "exclusions": [
            {"force": each.name, "reason": each.reason}
            for each in compared.left_out
            if each.kind != "out-of-scope"
        ],
    }


def _printed(compared: MeasureComparison, value: float) -> float:
    """The value at its printed decimals, rounded half up."""
    return float(rounded(exact_decimal(f"{value:.9f}", "value"), compared.definition.decimals))
