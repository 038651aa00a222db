"""The whole report as display-ready words for a template that decides nothing.

The template lays out; every choice of words is made here or in the presenters.
"""

from collections.abc import Mapping

from peelian.rendering.charts import ChartPicture, compares
from peelian.rendering.finding_view import View, cause_view, figure_view, finding_view, item_view
from peelian.rendering.presenters import (
    NONE_DECLARED_WORDS,
    date_words,
    number_words,
    paragraphs,
    tally_words,
    tier_position,
    window_words,
)
from peelian.rendering.report_parts import Chart, CrossReference, DataSource, ReportArea
from peelian.rendering.report_value import ReportValue, content_hash

Pictures = Mapping[int, ChartPicture]
DRAFT_COVER: Mapping[str, object] = {
    "draft": "Draft for checking, not published",
    "published": "",
    "version": None,
}
"""What stands on the cover of a draft in place of the day and the version."""
VICTIMS_PART = "service-to-victims"
"""The name under which the service to victims of crime is reached as a part of the report."""


def report_view(value: ReportValue, pictures: Pictures, *, draft: bool = False) -> View:
    """Return everything the report says, in the order in which it is read.

    Parameters
    ----------
    value : ReportValue
        The frozen report.
    pictures : mapping of int to ChartPicture
        The drawn charts by chart number.
    draft : bool
        Whether it is a draft shown for checking: then it names no day of publication and no version.

    Returns
    -------
    dict
        Plain JSON: words, lists of words, and places on the scale.
    """
    return {
        **_cover(value),
        **(DRAFT_COVER if draft else {}),
        "warnings": [warning.message for warning in value.warnings],
        "summary": _summary(value),
        "changes": list(value.changes),
        "observations": _observations(value),
        "victims": _victims(value),
        "areas": [_area(value, area, pictures) for area in value.areas],
        "about": _about(value),
    }


def finding_parts(value: ReportValue) -> dict[str, str]:
    """Return for each finding the part of the report in which it stands."""
    service = value.service_to_victims
    staged = (
        [*service.findings, *(each for stage in service.stages for each in stage.findings)] if service else []
    )
    parts = {finding.id: VICTIMS_PART for finding in staged}
    for area in value.areas:
        themed = (finding for theme in area.sub_themes for finding in theme.findings)
        parts |= {finding.id: area.identifier for finding in (*area.findings, *themed)}
    return parts


def _cover(value: ReportValue) -> View:
    digest = content_hash(value)
    return {
        "title": value.title,
        "language": value.language,
        "inspectorate": value.inspectorate.full_name,
        "inspectorate_short": value.inspectorate.name,
        "force": value.force.name,
        "framework": value.framework.title,
        "central_question": value.central_question,
        "draft": "",
        "published": date_words(value.published),
        "window": window_words(value.window),
        "reference": value.reference,
        "version": value.version,
        "hash": digest,
        "short_hash": digest[:12],
        "demonstration": value.demonstration,
        "correction": _correction(value),
    }


def _correction(value: ReportValue) -> str:
    if value.correction_reason is None:
        return ""
    earlier = f" It replaces version {value.supersedes}, which stays readable." if value.supersedes else ""
    return f"This version corrects an earlier one. Reason: {value.correction_reason}{earlier}"


def _summary(value: ReportValue) -> View:
    summary, framework = value.summary, value.framework
    present = {area.identifier for area in value.areas}
    if value.service_to_victims is not None:
        present.add(VICTIMS_PART)
    return {
        "text": list(summary.text),
        "tally": tally_words(framework, summary),
        "grades": [
            {
                "target": line.target if line.target in present else "",
                "title": line.title,
                "grade": line.grade,
                "label": line.label,
                "position": tier_position(framework, line.grade),
                "sentence": line.sentence,
                "as_of": f"As of {date_words(line.as_of)}" if line.as_of else "",
            }
            for line in summary.grades
        ],
        "ungraded": [
            {
                "target": line.target if line.target in present else "",
                "title": line.title,
                "reason": line.reason,
            }
            for line in summary.ungraded
        ],
        "declared": _declared(value),
        "tiers": [
            {"grade": tier.identifier, "label": tier.label, "meaning": tier.meaning, "position": place}
            for place, tier in reversed(list(enumerate(framework.tiers, start=1)))
        ],
    }


def _declared(value: ReportValue) -> str:
    declared = value.summary.declared
    if declared is None:
        return ""
    return f"The report declares {declared.areas} areas, of which {declared.graded} graded."


def _observations(value: ReportValue) -> View | None:
    observations = value.observations
    if observations is None:
        return None
    headlines = {finding.id: finding.headline for finding in value.findings()}
    parts = finding_parts(value)
    signatory = observations.signatory
    return {
        "introduction": list(observations.introduction),
        "points": [
            {
                "heading": point.heading,
                "text": paragraphs(point.text),
                "findings": [headlines[each] for each in point.findings if each in headlines],
                "rests_on": [
                    {"id": each, "part": parts[each], "headline": headlines[each]}
                    for each in point.findings
                    if each in headlines
                ],
            }
            for point in observations.points
        ],
        "closing": list(observations.closing),
        "signatory": signatory.model_dump() if signatory else None,
    }


def _victims(value: ReportValue) -> View | None:
    service = value.service_to_victims
    if service is None:
        return None
    return {
        "introduction": list(service.introduction),
        "stages": [
            {
                "title": stage.title,
                "expectation": paragraphs(stage.expectation),
                "findings": [finding_view(value, each) for each in stage.findings],
            }
            for stage in service.stages
        ],
        "findings": [finding_view(value, each) for each in service.findings],
    }


def _area(value: ReportValue, area: ReportArea, pictures: Pictures) -> View:
    return {
        "identifier": area.identifier,
        "title": area.title,
        "sentence": area.sentence or "",
        "grade": area.grade or "",
        "label": area.label,
        "position": tier_position(value.framework, area.grade),
        "grading_note": area.grading_note or "",
        "definition": area.definition or "",
        "introduction": list(area.introduction),
        "findings": [finding_view(value, each) for each in area.findings],
        "sub_themes": [
            {"title": theme.title, "findings": [finding_view(value, each) for each in theme.findings]}
            for theme in area.sub_themes
        ],
        "causes": [cause_view(cause) for cause in area.causes_of_concern],
        "improvements": [item_view(item) for item in area.areas_for_improvement],
        "none_declared": NONE_DECLARED_WORDS[area.none_declared] if area.none_declared else "",
        "charts": [_chart(chart, pictures[chart.number]) for chart in area.charts],
        "reasons": list(area.reasons),
        "accountable": area.accountable.model_dump() if area.accountable else None,
        "cross_references": [each.text for each in area.cross_references],
        "see_also": [_pointer(value, each) for each in area.cross_references],
    }


def _pointer(value: ReportValue, reference: CrossReference) -> View:
    """Return where a cross-reference leads: the part of the report, and the finding in it if it is one."""
    parts = finding_parts(value)
    if reference.target in parts:
        return {"text": reference.text, "part": parts[reference.target], "finding": reference.target}
    areas = {area.identifier for area in value.areas}
    return {
        "text": reference.text,
        "part": reference.target if reference.target in areas else "",
        "finding": "",
    }


def _chart(chart: Chart, picture: ChartPicture) -> View:
    return {
        "caption": f"Figure {chart.number}: {chart.caption}",
        "svg": picture.svg,
        "narrow_svg": picture.narrow_svg,
        "description": picture.description,
        "unit": chart.unit,
        "period": chart.period or "",
        "source": chart.source,
        "note": chart.note or "",
        "drawn": compares(chart),
        "rows": [*(list(row) for row in picture.rows), *_mean_row(chart)],
        "exclusions": [f"{each.force} ({each.reason})" for each in chart.exclusions],
    }


def _mean_row(chart: Chart) -> list[list[str]]:
    """The mean of forces, where no picture shows it beside the bars."""
    if compares(chart) or chart.mean is None:
        return []
    return [["Mean of forces", number_words(chart.mean)]]


def _about(value: ReportValue) -> View:
    about = value.about_the_data
    return {
        "introduction": list(about.introduction),
        "sources": [_source(source) for source in about.sources],
        "notes": [{"heading": note.heading, "text": paragraphs(note.text)} for note in about.notes],
        "figures": [figure_view(figure) for figure in about.figures],
        "exclusions": [f"{each.force}: {each.reason}" for each in about.exclusions],
        "methods": [
            {**method.model_dump(), "figures": ", ".join(method.figures)} for method in about.methods
        ],
    }


def _source(source: DataSource) -> View:
    return {
        "name": source.name,
        "release": source.release or "",
        "period": source.period or "",
        "figures": ", ".join(source.figures),
    }
