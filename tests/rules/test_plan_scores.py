"""A word for each scored plan, and one for all of them together."""

import pytest

from peelian.catalogue import load_catalogue
from peelian.rules.errors import InvalidValueError
from peelian.rules.plan_scores import picture_word, plan_score
from peelian.rules.scoring import Answer, ReviewedCase

REVIEW = load_catalogue().instruments["desk-review-of-plans-2017"]
VICTIMS = load_catalogue().instruments["victim-service-assessment-2021-22"]
CRITERIA = [question.identifier for question in REVIEW.scored_questions]


def plan(force: str, *values: str) -> ReviewedCase:
    return ReviewedCase(force, {name: Answer(value) for name, value in zip(CRITERIA, values, strict=True)})


CLEVELAND = plan("cleveland", *["fully"] * 6)
HALFWAY = plan("halfway", *["fully"] * 3, *["absent"] * 3)
BEHIND = plan("behind", "fully", "fully", "partly", "absent", "absent", "absent")


@pytest.mark.parametrize(
    ("case", "total", "word"),
    [(CLEVELAND, 12, "Comprehensive"), (HALFWAY, 6, "Partial"), (BEHIND, 5, "Limited")],
)
def test_a_plan_gets_the_first_word_that_fits(case: ReviewedCase, total: int, word: str) -> None:
    result = plan_score(REVIEW, case)

    assert (result.total, result.most, result.overall.label) == (total, 12, word)


@pytest.mark.item("S-060")
def test_cleveland_is_comprehensive_in_an_inconsistent_country() -> None:
    plans = [plan_score(REVIEW, case) for case in (CLEVELAND, HALFWAY, BEHIND)]

    assert plans[0].overall.identifier == "comprehensive"
    assert picture_word(REVIEW, plans) == "inconsistent"


@pytest.mark.item("S-146")
def test_the_country_is_inconsistent_only_where_words_differ() -> None:
    first, other = plan_score(REVIEW, CLEVELAND), plan_score(REVIEW, HALFWAY)

    assert picture_word(REVIEW, [first, first]) == "consistent"
    assert picture_word(REVIEW, [first, other]) == "inconsistent"


def test_what_has_not_begun_leaves_the_word_as_it_is() -> None:
    noted = ReviewedCase(
        "cleveland", {**CLEVELAND.answers, "elements-not-begun": Answer("Support organisations")}
    )

    assert plan_score(REVIEW, noted).overall.identifier == "comprehensive"


def test_a_plan_without_a_score_names_each_criterion() -> None:
    unscored = ReviewedCase("north", {name: Answer("fully") for name in CRITERIA[2:]})

    with pytest.raises(InvalidValueError) as refusal:
        plan_score(REVIEW, unscored)

    assert refusal.value.message == (
        "north has no score for intelligence-sought, support-organisations; score each criterion."
    )


def test_a_score_that_is_not_offered_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan_score(REVIEW, plan("north", "superb", *["fully"] * 5))

    assert refusal.value.message == (
        "north has 'superb' for 'intelligence-sought'. Choose one of: absent, partly, fully."
    )


def test_an_instrument_without_a_fitting_word_is_refused() -> None:
    strict = REVIEW.model_copy(update={"overall": REVIEW.overall[:1]})

    with pytest.raises(InvalidValueError) as refusal:
        plan_score(strict, BEHIND)

    assert refusal.value.message == (
        f"No overall word of {REVIEW.title} fits behind; add one without a condition at the end."
    )


def test_a_picture_needs_plans_and_a_word_for_all() -> None:
    for instrument, plans in ((REVIEW, []), (VICTIMS, [plan_score(REVIEW, CLEVELAND)])):
        with pytest.raises(InvalidValueError) as refusal:
            picture_word(instrument, plans)
        assert refusal.value.message == (
            f"{instrument.title} cannot be told in one word; it needs a 'picture' and at least one plan."
        )
