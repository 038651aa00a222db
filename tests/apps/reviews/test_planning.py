"""Planning a review: bound for ever to the instrument as it stood, changed only before the draw."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import cases_answered, reviews, sampled_cases
from peelian.apps.reviews.services import plan_review, revise_review
from peelian.catalogue import load_catalogue
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.periods import Period
from tests.apps.reviews.world import (
    SEARCHES,
    VICTIMS,
    YEAR,
    analyst,
    drawn,
    finished,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
    refusal_fields,
)
from tests.apps.world import make_inspection, make_round

pytestmark = pytest.mark.django_db


def revised(review: Review, **changes: Any) -> Review:
    values: dict[str, Any] = {
        "title": "Grounds, second try",
        "period": Period.calendar_year(2020),
        "small_base": 20,
        "double_marking_percent": 25,
        **changes,
    }
    return revise_review(actor=analyst(), review=review, expected_version=review.version, **values)


def test_review_keeps_the_instrument_as_it_stood() -> None:
    review = planned()

    assert review.instrument == load_catalogue().instruments[SEARCHES]
    assert (review.series, len(review.definition_hash)) == ("stop-and-search-grounds", 64)
    assert list(reviews(analyst(), review.inspection)) == [review]


def test_later_wording_of_the_catalogue_does_not_reach_a_review() -> None:
    review = planned()
    stored = dict(review.definition, title="As it stood")
    Review.objects.filter(pk=review.pk).update(definition=stored)

    assert Review.objects.get(pk=review.pk).instrument.title == "As it stood"


def test_everything_wrong_with_a_plan_is_told_at_once() -> None:
    review = planned()

    with pytest.raises(InvalidValueError) as refusal:
        plan_review(
            actor=analyst(), inspection=review.inspection, instrument="feeling", title="", period=YEAR,
            small_base=0, double_marking_percent=101,
        )  # fmt: skip

    assert refusal_fields(refusal) == ["instrument", "title", "small_base", "double_marking_percent"]


def test_title_names_one_review_of_an_inspection() -> None:
    review = planned()

    with pytest.raises(InvalidValueError) as refusal:
        planned(inspection=review.inspection)

    assert refusal_fields(refusal) == ["title"]


def test_instrument_of_another_framework_is_refused() -> None:
    earlier = make_inspection(make_round("peel-2018-19"))

    with pytest.raises(InvalidValueError) as refusal:
        planned(VICTIMS, earlier)

    assert refusal_fields(refusal) == ["instrument"]


def test_inspector_does_not_plan_a_review() -> None:
    with pytest.raises(NotPermittedError):
        planned(actor=inspector())


def test_plan_changes_until_the_sample_is_drawn() -> None:
    review = revised(planned())

    assert (review.title, review.population_period.words(), review.small_base) == (
        "Grounds, second try",
        "2020",
        20,
    )
    now = drawn(loaded(review, [{"reference": key} for key in keys(4)]), {"size": 2})
    with pytest.raises(RefusalError):
        revised(now)


def test_cases_are_listed_with_their_reviewers_and_those_finished_apart() -> None:
    review = drawn(loaded(planned(), [{"reference": key} for key in keys(4)]), {"size": 2})
    reader = inspector()
    first, second = given_out(review, reader)
    finished(first, {"reasonable-grounds-recorded": "yes", "search-object-found": "yes"})

    assert sorted(case.number for case in sampled_cases(analyst(), review)) == [1, 2]
    assert list(cases_answered(reader, review)) == [first]
    assert list(cases_answered(analyst(), review)) == []
    assert second.finished_at is None
