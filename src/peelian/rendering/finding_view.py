"""A finding, an item and a figure as display-ready words."""

from typing import Any

from peelian.rendering.presenters import (
    EXTENT_WORDS,
    POLARITY_WORDS,
    PROGRESS_WORDS,
    PROVENANCE_WORDS,
    due_words,
    paragraphs,
    partial_date_words,
    status_words,
)
from peelian.rendering.report_parts import CauseOfConcern, FigureRecord, Finding, Item, Point
from peelian.rendering.report_value import ReportValue
from peelian.rules.figures import comparison_from_json
from peelian.rules.periods import period_from_json

View = dict[str, Any]


def attribution_words(provenance: str | None) -> str:
    """Write who says so; nothing for what inspectors verified, which is the rule."""
    told = {key: words for key, words in PROVENANCE_WORDS.items() if key != "verified"}
    return next((words for key, words in told.items() if key == provenance), "")


def finding_notes(finding: Finding) -> list[str]:
    """Return the short remarks that stand under a headline."""
    attribution = attribution_words(finding.attribution)
    notes = [
        EXTENT_WORDS[finding.extent],
        PROGRESS_WORDS[finding.progress],
        "Too early to assess" if finding.too_early else "",
        "Notable practice" if finding.notable_practice else "",
        f"Source: {attribution}" if attribution else "",
    ]
    return [note for note in notes if note]


def point_view(point: Point) -> View:
    """Return a point with the word that says whether it is a strength."""
    return {
        "polarity": point.polarity,
        "word": POLARITY_WORDS[point.polarity],
        "text": point.text,
        "attribution": attribution_words(point.provenance),
    }


def period_words(figure: FigureRecord) -> str:
    """Return the period of a figure in words; nothing where the source states none."""
    if figure.period_words is not None or figure.period is None:
        return figure.period_words or ""
    if isinstance(figure.period, str):
        return figure.period
    return period_from_json(figure.period).words()


def compared_words(figure: FigureRecord) -> str:
    """Return what the report claims of a figure beside another value; nothing where it gives no such value."""
    given = (figure.model_extra or {}).get("comparison")
    comparison = comparison_from_json(given) if given else None
    return comparison.sentences() if comparison and comparison.value and comparison.against else ""


def figure_view(figure: FigureRecord) -> View:
    """Return a figure as its words, what it measures, its period and source."""
    notes = [note for note in (figure.note, figure.reading_note) if note]
    return {
        "key": figure.key,
        "words": figure.words,
        "measure": figure.measure,
        "period": period_words(figure),
        "source": figure.source,
        "compared": compared_words(figure),
        "notes": notes,
        "reading_note": figure.reading_note or "",
    }


def finding_view(value: ReportValue, finding: Finding) -> View:
    """Return a finding with its figures looked up in the report."""
    figures = [value.figure(key) for key in finding.figures]
    return {
        "id": finding.id,
        "headline": finding.headline,
        "notes": finding_notes(finding),
        "body": list(finding.body),
        "points": [point_view(point) for point in finding.points],
        "figures": [figure_view(figure) for figure in figures if figure],
        "suggestions": [each.model_dump(mode="json") for each in finding.suggestions],
        "future_check": finding.future_check or "",
    }


def item_view(item: Item) -> View:
    """Return a recommendation or area for improvement with its duties in words."""
    return {
        "id": item.id,
        "reference": item.reference,
        "text": paragraphs(item.text),
        "addressee": item.addressee,
        "due": due_words(item),
        "status": status_words(item.status),
        "deliverables": [
            f"{each.text}: by {partial_date_words(each.due)}" if each.due else each.text
            for each in item.deliverables
        ],
    }


def cause_view(cause: CauseOfConcern) -> View:
    """Return a cause of concern with its recommendations."""
    return {
        "id": cause.id,
        "title": cause.title,
        "text": paragraphs(cause.text),
        "recommendations": [item_view(item) for item in cause.recommendations],
    }
