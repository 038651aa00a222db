"""Results of a review as rows of tables and of charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from peelian.apps.reviews.estimating import Measured, QuestionResult
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import MeasureSeries, SeriesPoint
from peelian.catalogue import Instrument
from peelian.rendering.interval_chart import IntervalRow

ALL = "All cases"
NO_ESTIMATE = "The base is small: the count stands alone."
DIRECTIONS = {"success": "Cases that meet the standard", "failure": "Cases that fall short of it"}


def group_words(instrument: Instrument, group: str) -> str:
    """A group of the results in words, such as "Closed with outcome 15"."""
    if not group:
        return ALL
    if group.startswith("set."):
        name = group.removeprefix("set.")
        return next((each.title for each in instrument.sets if each.identifier == name), name)
    if group.startswith("stratum="):
        return f"Stratum: {group.removeprefix('stratum=')}"
    field, _, value = group.removeprefix("by.").partition("=")
    title = next((each.title for each in instrument.fields if each.identifier == field), field)
    return f"{title}: {value}"


def group_address(address: str, group: str) -> str:
    """Where the rounds of a group stand; those of all cases stand on the page of the question itself."""
    return f"{address}?{urlencode({'group': group})}" if group else address


def counted_words(found: Measured) -> str:
    return f"{found.k:,} of {found.n:,}"


def estimate_words(found: Measured) -> str:
    """The estimate as it is printed; on a small base the sentence that says why there is none."""
    if found.n == 0:
        return "No relevant case was answered."
    if found.published is None:
        return found.problem or NO_ESTIMATE
    return NO_ESTIMATE if found.has_small_base else found.published.sentence()


def interval_words(found: Measured) -> str:
    """The interval that is recommended, where there is an estimate."""
    if found.estimate is None or found.has_small_base:
        return "none"
    return found.estimate.sentence()


def result_row(result: QuestionResult, address: str) -> list[dict[str, Any]]:
    """A question in the list of results."""
    return [
        {"text": result.question.text, "href": address},
        {"text": DIRECTIONS[result.question.polarity]},
        {"text": counted_words(result.whole), "numeric": True},
        {"text": estimate_words(result.whole)},
    ]


def group_rows(review: Review, result: QuestionResult, address: str) -> list[list[dict[str, Any]]]:
    """All cases and each group of them, each with the address of its own rounds."""
    return [
        [
            {
                "text": group_words(review.instrument, found.group),
                "href": group_address(address, found.group),
            },
            {"text": counted_words(found), "numeric": True},
            {"text": estimate_words(found)},
            {"text": interval_words(found)},
        ]
        for found in result.all
    ]


def group_chart(review: Review, result: QuestionResult) -> list[IntervalRow]:
    return [
        IntervalRow(group_words(review.instrument, found.group), counted_words(found), *_limits(found))
        for found in result.all
    ]


def series_chart(series: MeasureSeries) -> list[IntervalRow]:
    return [
        IntervalRow(
            point.period.words(),
            point.words,
            100 * point.result.p if point.result else None,
            point.lower_percent,
            point.upper_percent,
        )
        for point in series.points
    ]


def series_rows(series: MeasureSeries) -> list[list[dict[str, Any]]]:
    """The rounds of a measure with the change from each to the next."""
    changes = [None, *series.changes]
    return [
        [
            {"text": point.period.words()},
            {"text": point.words},
            {"text": point.source},
            {"text": change.sentence() if change else _no_change(series.points, at)},
        ]
        for at, (point, change) in enumerate(zip(series.points, changes, strict=True))
    ]


def _no_change(points: tuple[SeriesPoint, ...], at: int) -> str:
    return (
        "First round"
        if at == 0 or not points
        else "Not tested: one of the rounds has no estimate with an interval"
    )


def _limits(found: Measured) -> Iterator[float | None]:
    estimate = None if found.has_small_base else found.estimate
    for value in (estimate.estimate, estimate.lower, estimate.upper) if estimate else (None, None, None):
        yield None if value is None else 100 * value
