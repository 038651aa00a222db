"""Agreement of two markers on one question, reckoned with all the answers that the question has."""

from __future__ import annotations

import pytest

from peelian.apps.reviews.queries.agreement import QuestionAgreement, question_agreement
from peelian.catalogue import NOT_RELEVANT, Question, load_catalogue


def question(kind: str, relevance: str) -> Question:
    instruments = load_catalogue().instruments.values()
    return next(
        each
        for instrument in instruments
        for each in instrument.questions
        if each.kind == kind and each.relevance.rule == relevance
    )


def marked(asked: Question, *pairs: tuple[str, str]) -> QuestionAgreement:
    marks = [
        (f"case {at}", marker, name, pair[marker])
        for at, pair in enumerate(pairs)
        for marker, name in enumerate(("Ann", "Bob"))
    ]
    return question_agreement(asked, marks)


def test_answers_that_nobody_gave_count_among_those_there_are() -> None:
    found = marked(question("yes-no", "judged"), ("yes", "yes"), ("yes", "no"), ("no", "yes")).gwet

    assert found is not None
    assert found.name == "Gwet's AC1"
    assert found.expected == pytest.approx(2 / 9)
    assert found.estimate == pytest.approx((1 / 3 - 2 / 9) / (1 - 2 / 9))


def test_near_scores_are_given_credit() -> None:
    asked = question("score", "always")
    low, middle, _ = (option.identifier for option in asked.options)

    found = marked(asked, (low, low), (low, middle), (middle, low)).gwet

    assert found is not None
    assert found.name == "Gwet's AC2"
    assert found.estimate == pytest.approx(0.6170, abs=5e-5)


def test_score_beside_not_relevant_is_given_no_credit() -> None:
    asked = question("score", "always")
    low, middle, _ = (option.identifier for option in asked.options)

    found = marked(asked, (low, middle), (low, NOT_RELEVANT), (low, low)).gwet

    assert found is not None
    assert found.name == "Gwet's AC1"
    assert found.observed == pytest.approx(1 / 3)
