"""The review of invented cases that stands in the demonstration for a newcomer to go on with."""

from __future__ import annotations

import pytest

from peelian.apps.judgements.models import ReviewFigure
from peelian.apps.reviews.models import Review, SampledCase
from peelian.apps.reviews.queries import agreement, cases_to_answer, own_reviews, review_progress
from peelian.demonstration.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
INSPECTOR = "inspector@inspectorate.example"
ANALYST = "analyst@inspectorate.example"


def test_a_review_of_invented_cases_is_half_done() -> None:
    review = Review.objects.get()

    progress = review_progress(person(INSPECTOR), review)

    assert (review.state, review.is_demonstration) == ("reviewing", True)
    assert [(each.stratum, each.size, each.given) for each in progress] == [
        ("15", 6, 6), ("16", 6, 6), ("18", 6, 6), ("other", 6, 6),
    ]  # fmt: skip
    assert sum(each.second_wanted for each in progress) == 6
    assert [cases_to_answer(person(email), review).count() for email in (INSPECTOR, ANALYST)] == [14, 0]
    assert [(each.given, each.to_do) for each in own_reviews(person(INSPECTOR))] == [(14, 14)]


def test_every_case_says_that_it_is_invented_and_no_figure_of_the_report_comes_from_one() -> None:
    keys = SampledCase.objects.values_list("key", flat=True)

    assert [key for key in keys if not key.startswith("DEMO-")] == []
    assert not ReviewFigure.objects.exists()
    assert agreement(person(ANALYST), Review.objects.get()).reviewers == {}
