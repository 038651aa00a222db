"""The bars of a comparison of forces, drawn for a wide window or for a phone, and what they say in words."""

from __future__ import annotations

from peelian.apps.frameworks.queries import regime
from peelian.records.comparison import ComparedForce, MeasureComparison
from peelian.rendering.force_bars import WIDE, BarLayout, BarLines, ForceBar, force_bars_svg


def comparison_bars(
    compared: MeasureComparison, marked: str = "", layout: BarLayout = WIDE, identifier: str = "bars"
) -> str:
    """Draw the forces sorted, with the dotted lines, and the force in question marked."""
    bars = [
        ForceBar(short_name(each), each.value, number(compared, each.value), each.slug == marked)
        for each in compared.forces
    ]
    return force_bars_svg(
        f"{compared.definition.title}, {compared.period_words}",
        bar_words(compared, marked),
        bars,
        unit=compared.definition.unit,
        lines=_lines(compared),
        identifier=identifier,
        layout=layout,
    )


def bar_words(compared: MeasureComparison, marked: str) -> str:
    """What the bars show, in words."""
    force, lines = compared.force(marked), compared.lines
    sentences = [f"Bar chart of {compared.n} forces, the largest value first."]
    if force is not None:
        sentences.append(f"{force.name}: {force.printed}, {force.rank_words}.")
    if lines is not None:
        sentences.append(
            f"Unweighted mean of forces: {number(compared, lines.mean)}. Dotted outlier lines at "
            f"{number(compared, lines.lower)} and {number(compared, lines.upper)}."
        )
    return " ".join([*sentences, "The table after the chart says the same."])


def lines_words(compared: MeasureComparison) -> str:
    """Mean and lines, with the route that led to them."""
    lines = compared.lines
    if lines is None:
        return ""
    return (
        f"Unweighted mean of {compared.n} forces: {compared.words(lines.mean)}. The dotted lines lie at "
        f"{number(compared, lines.lower)} and {number(compared, lines.upper)}, one standard deviation each side, "
        f"worked out on {lines.route_reason}."
    )


def number(compared: MeasureComparison, value: float) -> str:
    """A value as it is printed, without its unit."""
    return compared.definition.number_words(value)


def short_name(force: ComparedForce) -> str:
    """The force as lists name it where room is short."""
    known = regime().forces.get(force.slug)
    return known.short_name if known else force.name


def _lines(compared: MeasureComparison) -> BarLines | None:
    lines = compared.lines
    if lines is None:
        return None
    mean, lower, upper = (
        (value, number(compared, value)) for value in (lines.mean, lines.lower, lines.upper)
    )
    return BarLines(mean, lower, upper)
