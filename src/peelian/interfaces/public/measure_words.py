"""What a comparison says of one force and of its lines, in sentences."""

from __future__ import annotations

from peelian.apps.organisations.models import Organisation
from peelian.records.comparison import ComparedForce, MeasureComparison
from peelian.stats.outlier_lines import BETWEEN

WITHIN = "within the limits"
"""How the funnel calls a force that lies inside it."""

WORSE_SIDES = {"higher-is-better": "well below average", "lower-is-better": "well above average"}
"""The side that takes the colour of a warning; where neither is better, no side does."""


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


def map_words(compared: MeasureComparison, force: Organisation | None) -> str:
    """What colours and the outline of the map say."""
    side = WORSE_SIDES.get(compared.definition.direction)
    told = (
        f"{compared.definition.direction_words} So the forces {side} stand in orange."
        if side
        else "Colours and patterns say where a force lies against the dotted lines, not whether that is good."
    )
    return f"{told} The thick outline is {force.name}." if force is not None else told


def opinion_words(compared: MeasureComparison) -> str:
    """What the second opinion comes to, before its numbers; empty where there is none."""
    opinion = compared.second_opinion
    if opinion is None:
        return ""
    if not opinion.beyond:
        return "Seen so, no force stands apart from the others."
    *first, last = opinion.beyond
    named = f"{', '.join(first)} and {last} stand" if first else f"{last} stands"
    return f"Seen so, {named} apart from the others."


def _against_lines(compared: MeasureComparison, found: ComparedForce) -> str:
    if found.z is None:
        return ""
    if found.label == BETWEEN:
        return "It lies between the dotted lines, as most forces do."
    side = "above the upper" if found.z > 0 else "below the lower"
    return (
        f"It is {found.label}: {side} dotted line. That is a reason to look closer, not a finding by itself."
    )


def _second_opinion(compared: MeasureComparison, found: ComparedForce) -> str:
    opinion = compared.second_opinion
    beside = next((each for each in opinion.forces if each.slug == found.slug), None) if opinion else None
    if opinion is None or beside is None:
        return ""
    if beside.name in opinion.beyond:
        told = "it stands apart from the others"
    elif beside.label == WITHIN:
        told = "it does not stand apart from the others"
    else:
        told = "it lies somewhat apart, and chance alone puts about one force in twenty there"
    return f"With its size and the ordinary spread between forces allowed for, {told}."
