"""Figures from reviews of cases: frozen numbers under a finding, with their link."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements import services
from peelian.apps.judgements.models import Figure, ReviewFigure
from peelian.apps.judgements.services import WantedFigure
from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.services import record_earlier_result
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.periods import Period
from tests.apps.judgements.world import finding_in, inspection_of, lead_of
from tests.apps.reviews.world import analyst, closed, keys, reviewed, yes_then_no
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db

GROUNDS = "reasonable-grounds-recorded"
FOUND = "search-object-found"


def reviewed_in(inspection: Inspection, close: bool = True) -> Review:
    """Sixty of 80 records reviewed, 45 of them with grounds; in 14 of 18 the thing was found."""
    answers = {GROUNDS: yes_then_no(45, 15), FOUND: yes_then_no(14, 4, 42)}
    review = reviewed([{"reference": key} for key in keys(80)], 60, answers, inspection=inspection)
    record_earlier_result(
        actor=analyst(), review=review, question=GROUNDS, period=Period.calendar_year(2019),
        value_percent=Decimal("50.0"), half_width_pp=Decimal("4.6"), source="Report of 2019",
    )  # fmt: skip
    if close:
        closed(review)
    return Review.objects.get(pk=review.pk)


def flow(review: Review, *wanted: WantedFigure, **place: Any) -> tuple[Figure, ...]:
    place = place or {"finding": finding_in(review.inspection)}
    return services.flow_results_into_figures(
        actor=lead_of(review.inspection), review=review, wanted=wanted, **place
    )


def test_results_stand_under_a_finding_as_values_that_keep_their_link() -> None:
    review = reviewed_in(inspection_of())

    count, estimate = flow(review, WantedFigure("G-1", FOUND), WantedFigure("G-2", GROUNDS, kind="estimate"))

    assert (count.figure.words(), estimate.figure.words()) == (
        "14 of 18",
        "75.0 percent (confidence interval +/- 5.6 percentage points)",
    )
    assert (estimate.figure.source, estimate.figure.provenance) == (
        "Grounds recorded for stop and search, 2021: Grounds for searches",
        "verified",
    )
    assert estimate.figure.period is not None
    assert estimate.figure.period.words() == "2021"
    assert estimate.figure.comparison is not None
    assert estimate.figure.comparison.words() == (
        "statistically significant improvement, 50.0 percent (confidence interval +/- 4.6 percentage points), 2019"
    )
    link = ReviewFigure.objects.get(figure=estimate)
    assert (link.review, link.question, link.record_sha256) == (review, GROUNDS, review.record.sha256)


def test_open_review_gives_no_figure() -> None:
    review = reviewed_in(inspection_of(), close=False)

    with pytest.raises(RefusalError) as refusal:
        flow(review, WantedFigure("G-1", GROUNDS))

    assert refusal.value.message == (
        "The review 'Grounds for searches' is not closed, so its results may still change. Close it first."
    )


def test_small_base_gives_a_count_and_no_estimate() -> None:
    review = reviewed_in(inspection_of())

    with pytest.raises(InvalidValueError) as refusal:
        flow(review, WantedFigure("G-1", FOUND, kind="estimate"))

    assert refusal.value.message == "14 of 18 is too small a base for an estimate. Take the count."


def test_cases_without_spread_give_a_count_and_no_estimate() -> None:
    review = reviewed(
        [{"reference": key} for key in keys(80)],
        40,
        {GROUNDS: yes_then_no(40, 0), FOUND: yes_then_no(40, 0)},
        inspection=inspection_of(),
    )
    closed(review)

    with pytest.raises(InvalidValueError) as refusal:
        flow(Review.objects.get(pk=review.pk), WantedFigure("G-1", GROUNDS, kind="estimate"))

    assert refusal.value.message == (
        "40 of 40 cases show no spread, so a half-width would print as 0.0 and say nothing of chance. Take the count."
    )


def test_earlier_result_is_not_recorded_with_a_half_width_of_0() -> None:
    review = reviewed_in(inspection_of(), close=False)

    with pytest.raises(InvalidValueError) as refusal:
        record_earlier_result(
            actor=analyst(), review=review, question=FOUND, period=Period.calendar_year(2019),
            value_percent=Decimal(100), half_width_pp=Decimal(0), source="Report of 2019",
        )  # fmt: skip

    assert refusal.value.message == (
        "The half-width is 0. Give one above 0: with 0 nothing can be tested, as where all cases were alike."
    )


@pytest.mark.parametrize(
    "wanted",
    [
        WantedFigure("G-1", "weather"),
        WantedFigure("G-1", GROUNDS, group="set.none"),
        WantedFigure("G-1", GROUNDS, kind="guess"),
    ],
)
def test_result_that_is_not_there_is_refused(wanted: WantedFigure) -> None:
    review = reviewed_in(inspection_of())

    with pytest.raises(InvalidValueError):
        flow(review, wanted)

    assert Figure.objects.count() == 0


def test_result_becomes_a_figure_once() -> None:
    review = reviewed_in(inspection_of())
    flow(review, WantedFigure("G-1", GROUNDS))

    with pytest.raises(InvalidValueError) as refusal:
        flow(review, WantedFigure("G-2", FOUND), WantedFigure("G-3", GROUNDS))

    assert refusal.value.message == f"The count of '{GROUNDS}' stands already as the figure G-1."
    assert Figure.objects.count() == 1


def test_numbers_of_a_reviewed_figure_are_not_edited_and_its_words_are() -> None:
    review = reviewed_in(inspection_of())
    (figure,) = flow(review, WantedFigure("G-1", FOUND))
    lead = lead_of(review.inspection)

    with pytest.raises(InvalidValueError):
        services.update_figure(
            actor=lead,
            figure=figure,
            expected_version=1,
            value={**figure.value, "k": 17},
            finding=figure.finding,
        )
    changed = services.update_figure(
        actor=lead, figure=figure, expected_version=1, value={**figure.value, "measure": "searches with a find"},
        finding=figure.finding,
    )  # fmt: skip

    assert (changed.measure, changed.figure.words()) == ("searches with a find", "14 of 18")


def test_removed_figure_may_be_recorded_again() -> None:
    review = reviewed_in(inspection_of())
    (figure,) = flow(review, WantedFigure("G-1", FOUND))
    services.remove_figure(actor=lead_of(review.inspection), figure=figure, expected_version=1)

    (again,) = flow(review, WantedFigure("G-1", FOUND))

    assert ReviewFigure.objects.get().figure == again


def test_force_cannot_draw_figures_from_a_review() -> None:
    review = reviewed_in(inspection_of())
    liaison = make_person(make_force(), Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError):
        services.flow_results_into_figures(
            actor=liaison, review=review, wanted=[WantedFigure("G-1", FOUND)], part="summary"
        )
