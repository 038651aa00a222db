"""A measure across rounds: its points with their intervals, the change between them, and the volumes that follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.estimating import Measured
from peelian.apps.reviews.models import EarlierResult, Review
from peelian.apps.reviews.queries.results import results_now
from peelian.catalogue import Question
from peelian.rules.figures.wording import printed, rounded
from peelian.rules.periods import Period, period_from_json
from peelian.stats import (
    Change,
    Estimate,
    RoundResult,
    Volume,
    additional_volume,
    compare_rounds,
    round_result,
    unrecorded_volume,
)
from peelian.stats.quantiles import two_sided_z
from peelian.stats.wording import rounded as words_of


@dataclass(frozen=True)
class SeriesPoint:
    """One round of a measure: a published result as published, or the result of an own review.

    `result` is None where the base is too small for an estimate, or there is none; `words` then holds the count. It is
    None too where a round was published with a half-width of 0, which says nothing of chance and allows no test.
    `printed` is the percentage with its half-width, at the decimals that are printed; `review` is the own review.
    """

    period: Period
    source: str
    own: bool
    result: RoundResult | None
    lower_percent: float | None
    upper_percent: float | None
    words: str
    printed: tuple[Decimal, Decimal] | None = None
    review: UUID | None = None


@dataclass(frozen=True)
class MeasureSeries:
    """The rounds of a measure, oldest first, and the change from each to the next."""

    question: Question
    group: str
    points: tuple[SeriesPoint, ...]

    @property
    def changes(self) -> tuple[Change | None, ...]:
        """The change between neighbours; None where one of them has no estimate."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(change_between(earlier, later, self.question) for earlier, later in pairs)


@dataclass(frozen=True)
class Volumes:
    """What a recording rate means in crimes: those left unrecorded, and those recorded since the round before."""

    recorded: int
    source: str
    unrecorded: Volume
    additional: Volume | None


def measure_series(user: Viewer, review: Review, question: str, group: str = "") -> MeasureSeries:
    """Return the rounds of a question of a review: published results, own closed reviews, and this review.

    Raises
    ------
    Review.DoesNotExist
        When the review is not open to the user.
    """
    return series_of(Review.objects.visible_to(user).get(pk=review.pk), question, group)


def series_of(review: Review, question: str, group: str = "") -> MeasureSeries:
    """The rounds of a question, for those who have already made sure that the viewer may see the review."""
    asked = review.instrument.question(question)
    dated = [*_published(review, question, group), *_own(review, question, group)]
    points = tuple(point for _, point in sorted(dated, key=lambda pair: pair[0]))
    return MeasureSeries(asked, group, points)


def change_between(earlier: SeriesPoint, later: SeriesPoint, question: Question) -> Change | None:
    """Test whether the measure changed between two rounds; None where one has no estimate."""
    if earlier.result is None or later.result is None:
        return None
    return compare_rounds(later.result, earlier.result, polarity=question.polarity)


def volumes(user: Viewer, review: Review, question: str, group: str = "") -> Volumes | None:
    """The volumes that follow from the latest round of a measure; None without the volume of recorded crime."""
    current = Review.objects.visible_to(user).get(pk=review.pk)
    points = [point for point in measure_series(user, current, question, group).points if point.result]
    if current.recorded_volume is None or not points:
        return None
    rates = [point.result for point in points if point.result is not None]
    recorded, latest = current.recorded_volume, rates[-1]
    return Volumes(
        recorded,
        current.recorded_volume_source,
        unrecorded_volume(recorded, latest),
        additional_volume(recorded, latest, rates[-2]) if len(rates) > 1 else None,
    )


def _published(review: Review, question: str, group: str) -> list[tuple[date, SeriesPoint]]:
    kept = EarlierResult.objects.filter(
        inspectorate=review.tenant,
        force=review.inspection.force,
        series=review.series,
        question=question,
        group=group,
    )
    return [(each.period_end, _published_point(each)) for each in kept]


def _published_point(kept: EarlierResult) -> SeriesPoint:
    value, half = kept.value_percent, kept.half_width_pp
    if half == 0:
        return SeriesPoint(
            period=period_from_json(kept.period),
            source=kept.source,
            own=False,
            result=None,
            lower_percent=None,
            upper_percent=None,
            words=f"{printed(value, kept.decimals)} percent (as published, without an interval)",
        )
    se = float(half) / 100 / two_sided_z(float(kept.level))
    return SeriesPoint(
        period=period_from_json(kept.period),
        source=kept.source,
        own=False,
        result=RoundResult(float(value) / 100, se),
        lower_percent=float(max(Decimal(0), value - half)),
        upper_percent=float(min(Decimal(100), value + half)),
        words=f"{printed(value, kept.decimals)} percent (+/- {printed(half, kept.decimals)} percentage points, "
        "as published)",
        printed=(rounded(value, kept.decimals), rounded(half, kept.decimals)),
    )


def _own(review: Review, question: str, group: str) -> list[tuple[date, SeriesPoint]]:
    """The closed reviews of the series about the same force, and the review itself however far it is."""
    closed = Review.objects.filter(
        inspection__inspectorate=review.tenant,
        inspection__force=review.inspection.force,
        series=review.series,
        state=Review.State.CLOSED,
    ).exclude(pk=review.pk)
    found = []
    for each in (*closed, review):
        point = _own_point(each, question, group)
        if point is not None:
            found.append((each.population_period.end or date.max, point))
    return found


def _own_point(review: Review, question: str, group: str) -> SeriesPoint | None:
    try:
        result = results_now(review).question(question)
        measured = result.measured(group)
    except KeyError:
        return None
    if not measured.n:
        return None
    shown = _shown(measured)
    estimate = measured.published
    return SeriesPoint(
        period=review.population_period,
        source=review.title,
        own=True,
        result=round_result(estimate) if shown and estimate else None,
        lower_percent=_percent(measured.estimate.lower if shown and measured.estimate else None),
        upper_percent=_percent(measured.estimate.upper if shown and measured.estimate else None),
        words=estimate.sentence() if shown and estimate else f"{measured.k:,} of {measured.n:,}",
        printed=_printed(estimate) if shown and estimate and measured.has_half_width else None,
        review=review.pk,
    )


def _printed(estimate: Estimate) -> tuple[Decimal, Decimal] | None:
    if estimate.estimate is None or estimate.half_width_pp is None:
        return None
    return Decimal(words_of(100 * estimate.estimate)), Decimal(words_of(estimate.half_width_pp))


def _shown(measured: Measured) -> bool:
    return not measured.has_small_base


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
