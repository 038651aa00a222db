"""The press statement that goes with a report.

Every grade word comes from the report value, so that a statement cannot say
another grade than the report it announces; and the findings it names are
favourable and adverse in the measure of those grades.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from peelian.rendering.presenters import date_words, tally_words
from peelian.rendering.report_parts import Finding
from peelian.rendering.report_value import ReportValue

Leaning = Literal["favourable", "adverse", "mixed"]


@dataclass(frozen=True)
class PressStatement:
    """A press statement in parts.

    Parameters
    ----------
    title : str
        The grade in one line.
    paragraphs : tuple of str
        What was inspected, and each grade in the words of the report.
    """

    title: str
    paragraphs: tuple[str, ...]


def press_statement(value: ReportValue) -> PressStatement:
    """Write the statement for a report.

    Parameters
    ----------
    value : ReportValue
        The frozen report.

    Returns
    -------
    PressStatement
    """
    return PressStatement(
        title=_title(value),
        paragraphs=(_inspected(value), *(line.sentence for line in value.summary.grades)),
    )


def leanings(value: ReportValue) -> dict[str, Leaning]:
    """Return for each finding whether it speaks for the force or against it.

    The points of a finding decide; where as many are favourable as adverse, the grade of its area does.
    """
    low = set(_low_targets(value))
    graded = {line.target for line in value.summary.grades}
    areas = {finding.id: area.identifier for area in value.areas for finding in area.findings} | {
        finding.id: area.identifier
        for area in value.areas
        for theme in area.sub_themes
        for finding in theme.findings
    }
    return {
        finding.id: _by_points(finding) or _by_grade(areas.get(finding.id, ""), graded, low)
        for finding in value.findings()
    }


def one_sidedness(value: ReportValue, findings: Sequence[str]) -> str:
    """Say what a choice of findings lacks beside the grades; nothing where it is as even as they are.

    Of the findings chosen, as large a part is adverse as of the grades stands in the lower half of the scale,
    rounded down, and likewise for the favourable ones; and two or more findings show each side that the
    grades show. More than the report holds is never asked for.
    """
    told = leanings(value)
    total, low = len(value.summary.grades), len(_low_targets(value))
    sides: tuple[tuple[Leaning, int], ...] = (("adverse", low), ("favourable", total - low))
    for side, grades in sides:
        held = sum(leaning == side for leaning in told.values())
        needed = min(_share(len(findings), grades, total), held)
        chosen = sum(told.get(each) == side for each in findings)
        if chosen < needed:
            half = "lower" if side == "adverse" else "upper"
            return (
                f"{grades} of {total} grades stand in the {half} half of the scale, and {chosen} of the "
                f"{len(findings)} findings chosen {'is' if chosen == 1 else 'are'} {side}. "
                f"Choose at least {needed} that {'is' if needed == 1 else 'are'} {side}."
            )
    return ""


def _share(findings: int, grades: int, total: int) -> int:
    if not grades:
        return 0
    return max(findings * grades // total, 1 if findings > 1 else 0)


def _low_targets(value: ReportValue) -> tuple[str, ...]:
    """The areas whose grade stands in the lower half of the scale; the middle of an odd scale is not in it."""
    tiers = [tier.identifier for tier in value.framework.tiers]
    lower = tiers[: len(tiers) // 2]
    return tuple(line.target for line in value.summary.grades if line.grade in lower)


def _by_points(finding: Finding) -> Leaning | None:
    polarities = [point.polarity for point in finding.points]
    balance = polarities.count("favourable") - polarities.count("adverse")
    if balance == 0:
        return None
    return "favourable" if balance > 0 else "adverse"


def _by_grade(area: str, graded: set[str], low: set[str]) -> Leaning:
    if area not in graded:
        return "mixed"
    return "adverse" if area in low else "favourable"


def _title(value: ReportValue) -> str:
    grades = value.summary.grades
    if len(grades) == 1:
        return f"{value.force.name} graded {grades[0].label.lower()}: {grades[0].title.lower()}"
    tally = tally_words(value.framework, value.summary)
    return f"{value.force.name}: {tally}" if tally else f"{value.force.name}: report published"


def _inspected(value: ReportValue) -> str:
    inspectorate = value.inspectorate
    return (
        f"{inspectorate.full_name} ({inspectorate.name}) today, {date_words(value.published)}, "
        f"published its report on {value.force.name} under {value.framework.title}. "
        f"The inspection asked: {value.central_question}"
    )
