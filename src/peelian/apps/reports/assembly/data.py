"""About the data: every figure once, with its source and period, built from the figures themselves."""

from __future__ import annotations

from peelian.apps.judgements.models import Figure as FigureRow
from peelian.apps.reports.assembly.findings import SURVEY_CAVEAT, is_survey, issue_points
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.methods import methods_used
from peelian.apps.reports.assembly.words import Words
from peelian.catalogue import Abbreviation
from peelian.rendering.presenters import number_words
from peelian.rendering.report_parts import AboutTheData, DataNote, DataSource, Exclusion, FigureRecord


def about_the_data(material: Material, words: Words, abbreviations: tuple[Abbreviation, ...]) -> AboutTheData:
    """Sources, notes, figures and exclusions of a report.

    Parameters
    ----------
    abbreviations
        The short forms that the report uses.
    """
    records = tuple(_record(row) for row in shown_figures(material))
    return AboutTheData(
        introduction=words.paragraphs(material.draft.data_introduction),
        sources=_sources(material, records),
        notes=(*_own_notes(material, words), *_added_notes(material, abbreviations)),
        figures=records,
        exclusions=_exclusions(material),
        methods=methods_used(material),
    )


def shown_figures(material: Material) -> tuple[FigureRow, ...]:
    """The figures that the report lists; labels such as "outcome 15" are kept, but not listed."""
    return tuple(row for row in material.figures if row.shown)


def _record(row: FigureRow) -> FigureRecord:
    figure = row.figure
    plain = figure.to_json()
    period = figure.period.words() if figure.period else None
    return FigureRecord.model_validate(
        {
            **plain,
            "period_words": period,
            "finding": row.finding.key if row.finding else None,
            "area": row.finding.target if row.finding else (row.part or None),
        }
    )


def _sources(material: Material, records: tuple[FigureRecord, ...]) -> tuple[DataSource, ...]:
    """Sources told in detail by the writers, then the source of every other figure and chart."""
    told = tuple(DataSource.model_validate(source) for source in material.draft.data_sources)
    covered = {key for source in told for key in source.figures}
    grouped: dict[tuple[str, str | None], list[str]] = {}
    for record in records:
        if record.key not in covered:
            grouped.setdefault((record.source, record.period_words), []).append(record.key)
    for rows in material.charts.values():
        for chart in rows:
            grouped.setdefault((str(chart.value["source"]), chart.value.get("period")), [])
    rest = (
        DataSource(name=name, period=period, figures=tuple(keys)) for (name, period), keys in grouped.items()
    )
    return (*told, *rest)


def _own_notes(material: Material, words: Words) -> tuple[DataNote, ...]:
    return tuple(
        DataNote(heading=words.text(str(note["heading"])), text=words.text(str(note["text"])))
        for note in material.draft.data_notes
    )


def _added_notes(material: Material, abbreviations: tuple[Abbreviation, ...]) -> list[DataNote]:
    notes = [*_survey_notes(material), *_issue_notes(material)]
    if abbreviations:
        listed = "; ".join(f"{each.text}: {each.expansion}" for each in abbreviations)
        notes.append(DataNote(heading="Abbreviations", text=f"{listed}."))
    return notes


def _survey_notes(material: Material) -> list[DataNote]:
    surveys = {
        item for finding in material.all_findings() for item in finding.evidence.all() if is_survey(item)
    }
    return [
        DataNote(
            heading=item.title,
            text=f"{SURVEY_CAVEAT} Answers from this force: {number_words(item.survey_responses)}.",
        )
        for item in sorted(surveys, key=lambda item: item.title)
    ]


def _issue_notes(material: Material) -> list[DataNote]:
    """Faults told to the force during fieldwork that belong to no finding."""
    points = [point for issue in material.issues if issue.finding_id is None for point in issue_points(issue)]
    if not points:
        return []
    return [
        DataNote(heading="Told to the force during fieldwork", text=" ".join(point.text for point in points))
    ]


def _exclusions(material: Material) -> tuple[Exclusion, ...]:
    """Every force left out of a chart, each reason once."""
    found = (
        Exclusion.model_validate(each)
        for rows in material.charts.values()
        for chart in rows
        for each in chart.value.get("exclusions", [])
    )
    return tuple(dict.fromkeys(found))
