"""The bars of a comparison of forces, drawn for a wide window or for a phone, and what they say in words."""

from __future__ import annotations

import math

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
    """Mean and lines; where the lines rest on logs, about which value they lie, for that is not the mean."""
    lines = compared.lines
    if lines is None:
        return ""
    told = (
        f"Unweighted mean of {compared.n} forces: {compared.words(lines.mean)}. The dotted lines lie at "
        f"{number(compared, lines.lower)} and {number(compared, lines.upper)}, one standard deviation each side"
    )
    centre = _centre_of_logs(compared)
    if centre is None:
        return f"{told}."
    about, mean = number(compared, centre), number(compared, lines.mean)
    beside = f"; so a value between {about} and {mean} has a z-score above 0" if about != mean else ""
    return (
        f"{told} of {about}, the mean on a scale of logarithms, on which the z-scores rest as well{beside}."
    )


def total_words(compared: MeasureComparison, in_scope: int) -> str:
    """The value of all forces together, and how many of those in scope it is of; empty where there is none."""
    total = compared.total
    if total is None:
        return ""
    value = total.printed or f"{total.numerator:,}"
    whole = total.forces >= in_scope
    of = "England and Wales" if whole else f"{total.forces} of the {in_scope} forces of England and Wales"
    missing = (
        "" if whole else " The others have no value here or are left out, so this is no total of the country."
    )
    return f"{of} together: {value}.{missing} {total.scope_note}".strip()


def method_words(compared: MeasureComparison) -> str:
    """How the scale of the lines was chosen."""
    return f"The lines are worked out on {compared.lines.route_reason}." if compared.lines else ""


def spread_words(compared: MeasureComparison) -> str:
    """What the lines of a chart are, for its caption."""
    if compared.lines is None:
        return ""
    centre = _centre_of_logs(compared)
    of = "" if centre is None else f" of {number(compared, centre)}, the mean on a scale of logarithms"
    return (
        f"The dashed line is the mean of forces, the dotted lines lie one standard deviation each side{of}."
    )


def _centre_of_logs(compared: MeasureComparison) -> float | None:
    """The value midway between the lines on a scale of logarithms; None where they lie about the mean itself."""
    lines = compared.lines
    return math.sqrt(lines.lower * lines.upper) if lines is not None and lines.route == "log" else None


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
