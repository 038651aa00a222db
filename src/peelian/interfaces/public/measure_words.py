"""What a comparison says of one force and of its lines, in sentences."""

from __future__ import annotations

from peelian.apps.organisations.models import Organisation
from peelian.records.comparison import ComparedForce, MeasureComparison
from peelian.stats.outlier_lines import BETWEEN


def force_story(compared: MeasureComparison, force: Organisation) -> tuple[str, ...]:
    """What is known of the force in question: its value, rank, place beside the lines, and the second opinion."""
    found = compared.force(force.slug)
    if found is None:
        out = next((each for each in compared.left_out if each.slug == force.slug), None)
        return (f"{force.name} is left out: {out.reason}." if out else f"{force.name} has no value here.",)
    told = [f"{found.name}: {found.printed}, {found.rank_words}.", _against_lines(compared, found)]
    return tuple(sentence for sentence in (*told, _second_opinion(compared, found)) if sentence)


def small_base_words(compared: MeasureComparison) -> str:
    """Why a value on few cases stands as a count; empty for measures that have no such limit."""
    least = compared.definition.small_base
    if not least:
        return ""
    return (
        f"Where a force has fewer than {least} cases, its value stands as a count, such as 14 of 18: "
        "a percentage of so few would move by whole points with a single case. Such a force takes no part in mean, "
        "lines, rank and total."
    )


def _against_lines(compared: MeasureComparison, found: ComparedForce) -> str:
    if found.z is None:
        return ""
    centre = "the mean of the logs" if compared.lines and compared.lines.route == "log" else "the mean"
    if found.label == BETWEEN:
        return f"It lies between the lines, {abs(found.z):.2f} standard deviations from {centre}."
    return (
        f"It is {found.label} by the rule of one standard deviation: {abs(found.z):.2f} standard deviations "
        f"{'above' if found.z > 0 else 'below'} {centre}."
    )


def _second_opinion(compared: MeasureComparison, found: ComparedForce) -> str:
    opinion = compared.second_opinion
    beside = next((each for each in opinion.forces if each.slug == found.slug), None) if opinion else None
    if beside is None:
        return ""
    return (
        f"Second opinion: with its size and natural spread allowed for, it lies {beside.label} of the funnel."
    )
