"""Findings as a report prints them: both sides kept, with the words that say who told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.judgements.models import Finding as FindingRow
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import Words
from peelian.rendering.plain import Extent, Polarity, Progress, Provenance
from peelian.rendering.presenters import date_words, number_words
from peelian.rendering.report_parts import Finding, Point, Suggestion

SURVEY_CAVEAT = (
    "This draws on a survey of the workforce. Taking part was voluntary and the answers are no statistical sample: "
    "they point to themes and support no grade."
)
RECHECK_WORDS = {
    FieldworkIssue.Recheck.UNCONFIRMED: "Inspectors have not confirmed this.",
    FieldworkIssue.Recheck.CONFIRMED: "Inspectors confirmed this",
    FieldworkIssue.Recheck.TOO_EARLY: "It was too early to assess the effect",
}


def findings_for(material: Material, words: Words, rows: Iterable[FindingRow]) -> tuple[Finding, ...]:
    """Findings in their stored order."""
    return tuple(_finding(material, words, row) for row in rows)


def _finding(material: Material, words: Words, row: FindingRow) -> Finding:
    issues = [issue for issue in material.issues if issue.finding_id == row.pk]
    own = [_point(words, point.polarity, point.text, point.provenance) for point in row.points.all()]
    added = [*_survey_points(row), *(point for issue in issues for point in issue_points(issue))]
    return Finding(
        id=row.key,
        headline=words.text(row.headline),
        body=words.paragraphs(row.body),
        points=(*own, *added),
        extent=cast("Extent", row.extent),
        progress=cast("Progress", row.progress),
        too_early=row.too_early,
        future_check=words.text(row.future_check) or None,
        notable_practice=row.notable_practice,
        characteristics=tuple(row.characteristics),
        figures=tuple(figure.key for figure in row.figures.all()),
        suggestions=tuple(
            Suggestion(strength=each.strength, text=words.text(each.text)) for each in row.suggestions.all()
        ),
        attribution=_attribution(row),
    )


def _point(words: Words, polarity: str, text: str, provenance: str) -> Point:
    return Point(
        polarity=cast("Polarity", polarity), text=words.text(text), provenance=cast("Provenance", provenance)
    )


def _attribution(row: FindingRow) -> Provenance | None:
    """Who says so, where all that stands under the headline comes from one source that was not verified."""
    told = {point.provenance for point in row.points.all()} or {
        item.provenance for item in row.evidence.all()
    }
    only = told.pop() if len(told) == 1 else None
    return None if only == EvidenceItem.Provenance.VERIFIED else cast("Provenance | None", only)


def _survey_points(row: FindingRow) -> list[Point]:
    """The caveat that goes with survey evidence wherever it is used, with the number of answers."""
    surveys = [item for item in row.evidence.all() if is_survey(item)]
    if not surveys:
        return []
    answers = sum(item.survey_responses or 0 for item in surveys)
    counted = f" {number_words(answers)} people of this force answered." if answers else ""
    return [Point(polarity="context", text=SURVEY_CAVEAT + counted)]


def is_survey(item: EvidenceItem) -> bool:
    return item.use_limit == EvidenceItem.UseLimit.THEMES_ONLY


def issue_points(issue: FieldworkIssue) -> list[Point]:
    """A fault told to the force during fieldwork, and beside it what the force did about it."""
    told = f"Told to the force on {date_words(issue.raised_on)}: {issue.text}"
    points = [Point(polarity="adverse", text=told)]
    if issue.remedy:
        points.append(Point(polarity="favourable", text=_remedy_words(issue)))
    return points


def _remedy_words(issue: FieldworkIssue) -> str:
    when = f" on {date_words(issue.remedied_on)}" if issue.remedied_on else ""
    checked = RECHECK_WORDS[FieldworkIssue.Recheck(issue.recheck)]
    if issue.rechecked_on and not checked.endswith("."):
        checked = f"{checked} on {date_words(issue.rechecked_on)}."
    elif not checked.endswith("."):
        checked += "."
    return f"Put right by the force{when}: {issue.remedy} {checked}"
