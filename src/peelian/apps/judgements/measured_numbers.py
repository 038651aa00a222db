"""Figures that come from a published measure: their numbers stay, and "significantly" needs the test behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Figure, Finding, MeasureFigure
from peelian.rules.significance import significance_problem

NUMBERS = ("kind", "numerator", "base", "per", "value", "value_percent", "unit")


def keep_measured_numbers(figure: Figure, value: Mapping[str, Any]) -> None:
    """Refuse other numbers for a figure that a published measure gave, and a claim that its test does not back."""
    link = MeasureFigure.objects.filter(figure=figure).select_related("publication").first()
    if link is None:
        return
    problems = Problems()
    for name in NUMBERS:
        if value.get(name) != figure.value.get(name):
            problems.add(
                name,
                value.get(name),
                f"The figure {figure.key} comes from the published measure '{link.publication.title}', so its {name} "
                f"stays {figure.value.get(name)}. Remove the figure, or record another one.",
            )
    claim = (value.get("comparison") or {}).get("claim", "")
    problem = significance_problem(f"{claim} {value.get('measure', '')}", {figure.key: link.z})
    if problem:
        problems.add("claim", claim, problem)
    problems.raise_if_any()


def require_backed_words(finding: Finding, *texts: str) -> None:
    """Refuse "significantly" in the words of a finding that rests on measures whose test does not back it."""
    links = MeasureFigure.objects.filter(figure__finding=finding.pk).select_related("figure")
    problem = significance_problem(" ".join(texts), {link.figure.key: link.z for link in links})
    problems = Problems()
    if problem:
        problems.add("body", finding.headline, problem)
    problems.raise_if_any()
