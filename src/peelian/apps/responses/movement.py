"""Grade and movement, taken from the record of grades and the rules of comparison: nobody types them."""

from __future__ import annotations

from collections import Counter

from peelian.apps.judgements.queries import grade_history, standing_grades
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import AnsweredReport, Response


def movement_words(response: Response) -> str:
    """What the grades of the answered reports were, and how they moved; nothing where they give none."""
    told = (_of_report(response.force, report) for report in response.reports.all())
    return " ".join(words for words in told if words)


def _of_report(force: Organisation, report: AnsweredReport) -> str:
    if not report.framework:
        return ""
    return _overall(force, report) if report.target else _by_area(force, report)


def _overall(force: Organisation, report: AnsweredReport) -> str:
    """The one grade of a pillar beside the grade of the framework before."""
    rows = grade_history(force, report.target)
    row = next((row for row in rows if row.record.framework_version_id == report.framework), None)
    if row is None or not row.record.grade:
        return ""
    movement = f": {row.comparison.words}" if row.comparison else ""
    return f"{row.title}: {row.label}{movement}."


def _by_area(force: Organisation, report: AnsweredReport) -> str:
    """How many areas have which grade, best first; there is no overall grade."""
    records = [r for r in standing_grades(force) if r.framework_version_id == report.framework and r.grade]
    if not records:
        return ""
    scale = records[0].framework_version.scale
    counted = Counter(record.grade for record in records)
    tiers = [
        f"{counted[t.identifier]} {t.label.lower()}" for t in reversed(scale.tiers) if counted[t.identifier]
    ]
    return f"{len(records)} areas graded: {', '.join(tiers)}. The report gives no overall grade."
