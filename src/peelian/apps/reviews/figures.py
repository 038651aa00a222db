"""Results of a closed review as figures that a finding can hold: the count, or the estimate as reports print it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from peelian.apps.reviews.estimating import Measured, QuestionResult
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries.methods import review_is_whole
from peelian.apps.reviews.queries.results import results_now
from peelian.apps.reviews.queries.series import MeasureSeries, SeriesPoint, series_of
from peelian.apps.reviews.refusals import altered_words, refused
from peelian.rules.errors import RefusalError
from peelian.rules.figures import Count, Estimate, Figure, FigureComparison
from peelian.rules.figures.base import Direction
from peelian.stats import Change
from peelian.stats.wording import method_words, rounded

KINDS = (Count.kind, Estimate.kind)


def figure_of(review: Review, question: str, kind: str, key: str, group: str = "") -> Figure:
    """Return a result of a closed review as a figure, with its period, source, method and direction.

    Parameters
    ----------
    kind
        ``count``, or ``estimate`` where the base is large enough.
    group
        Empty for all cases, else a group of the result such as ``set.violent-offences``.

    Raises
    ------
    RefusalError
        When the review is not closed, or what is stored of it differs from what was frozen.
    InvalidValueError
        When there is no such result, or its base allows no estimate.
    """
    if not review.is_closed:
        raise RefusalError(
            "refused",
            f"The review '{review.title}' is not closed, so its results may still change. Close it first.",
        )
    if not review_is_whole(review):
        raise RefusalError("refused", altered_words(review))
    result, measured = _result(review, question, group)
    if kind not in KINDS:
        raise refused(
            "kind", f"'{kind}' is no kind of figure of a review. Choose one of: {', '.join(KINDS)}."
        )
    if measured.n == 0:
        raise refused("question", "No relevant case was answered, so there is no figure.")
    if kind == Count.kind:
        return Count(**_shared(review, result, group, key), k=measured.k, n=measured.n)
    return _estimate(review, result, measured, key)


def _result(review: Review, question: str, group: str) -> tuple[QuestionResult, Measured]:
    try:
        result = results_now(review).question(question)
        return result, result.measured(group)
    except KeyError as error:
        raise refused(
            "question", f"The review '{review.title}' has no such result: {error.args[0]}"
        ) from error


def _estimate(review: Review, result: QuestionResult, measured: Measured, key: str) -> Estimate:
    published = measured.published
    half_width = None if published is None else published.half_width_pp
    if measured.has_small_base or published is None or published.estimate is None or half_width is None:
        raise refused(
            "kind",
            f"{measured.k:,} of {measured.n:,} is too small a base for an estimate. Take the count.",
        )
    if not measured.has_half_width:
        raise refused(
            "kind",
            f"{measured.k:,} of {measured.n:,} cases show no spread, so a half-width would print as 0.0 and say "
            "nothing of chance. Take the count.",
        )
    return Estimate(
        **_shared(review, result, measured.group, key),
        value_percent=Decimal(rounded(100 * published.estimate)),
        half_width_pp=Decimal(rounded(half_width)),
        level=published.confidence,
        method=f"{method_words(published.method)}; {measured.k:,} of {measured.n:,} cases",
        comparison=_comparison(series_of(review, result.question.identifier, measured.group), review),
    )


def _shared(review: Review, result: QuestionResult, group: str, key: str) -> dict[str, Any]:
    question = result.question
    measure = question.measure.replace("{k} of {n} ", "").rstrip(".")
    return {
        "key": key,
        "measure": measure + _group_words(review, group),
        "source": f"{review.instrument.title}: {review.title}",
        "period": review.population_period,
        "provenance": "verified",
        "polarity": question.polarity,
    }


def _group_words(review: Review, group: str) -> str:
    """The group of cases in brackets, by the titles of the instrument."""
    instrument = review.instrument
    if group.startswith("set."):
        titles = {f"set.{each.identifier}": each.title for each in instrument.sets}
        return f" ({titles[group]})"
    if group.startswith("stratum="):
        return f" (stratum: {group.removeprefix('stratum=')})"
    if group.startswith("by."):
        name, _, value = group.removeprefix("by.").partition("=")
        names = {each.identifier: each.title for each in instrument.fields}
        return f" ({names.get(name, name)}: {value})"
    return ""


def _comparison(series: MeasureSeries, review: Review) -> FigureComparison | None:
    """What the figure is set beside: the round before, with the words that the test allows."""
    for earlier, later, change in zip(series.points, series.points[1:], series.changes, strict=False):
        if later.review == review.pk and change is not None:
            return FigureComparison(
                claim=change.wording,
                direction=_direction(change),
                value=_earlier_figure(earlier),
                against=earlier.period.words(),
            )
    return None


def _direction(change: Change) -> Direction:
    if change.wording == "broadly unchanged":
        return "none"
    return "up" if change.difference > 0 else "down"


def _earlier_figure(point: SeriesPoint) -> Figure | None:
    if point.printed is None:
        return None
    value, half_width = point.printed
    return Estimate(
        key="earlier",
        measure="the same",
        source=point.source,
        period=point.period,
        value_percent=value,
        half_width_pp=half_width,
        provenance="verified",
    )
