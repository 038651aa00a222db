"""Counting answers: which cases are relevant, which side is printed, what stays out of the base."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.catalogue import NOT_RELEVANT, Question, load_catalogue
from peelian.rules.errors import InvalidValueError
from peelian.rules.scoring import Answer, ReviewedCase, relevant, score, scores_by
from peelian.stats.keyed_draw import draw_cases
from tests.catalogue.instrument_cases import cases_of

VICTIMS = load_catalogue().instruments["victim-service-assessment-2021-22"]
INTEGRITY = load_catalogue().instruments["crime-data-integrity-2021-22"]
GROUNDS = load_catalogue().instruments["stop-and-search-grounds-2021"].question("reasonable-grounds-recorded")
CONTACT = VICTIMS.questions_of("contact")


def answered(key: str, facts: dict[str, str] | None = None, **values: str) -> ReviewedCase:
    """Make a case; the names of questions are given with underscores."""
    answers = {name.replace("_", "-"): Answer(value) for name, value in values.items()}
    return ReviewedCase(key, answers, facts or {})


@pytest.mark.item("S-043")
@pytest.mark.parametrize(
    ("question", "met", "short", "printed"),
    [
        ("repeat-check-made", 55, 15, "15 of 70"),
        ("risk-assessed", 75, 2, "75 of 77"),
        ("repeat-recorded", 24, 2, "24 of 26"),
        ("delay-told", 4, 8, "8 of 12"),
        ("scene-advice-given", 33, 2, "33 of 35"),
        ("right-team", 89, 1, "89 of 90"),
        ("investigation-standard-met", 69, 18, "18 of 87"),
        ("prompt-arrest", 30, 4, "30 of 34"),
        ("investigation-timely", 78, 12, "12 of 90"),
        ("evidence-led-pursued", 5, 14, "14 of 19"),
        ("supervision-effective", 59, 16, "16 of 75"),
    ],
)
def test_the_published_counts_are_printed(question: str, met: int, short: int, printed: str) -> None:
    asked = VICTIMS.question(question)

    count = score(asked, cases_of(asked, met, short)).count("F-1", "Case-file review")

    assert count is not None
    assert count.words() == printed


@pytest.mark.item("S-044")
@given(st.lists(st.sampled_from(["yes", "no", NOT_RELEVANT, ""]), max_size=60))
def test_what_is_not_relevant_leaves_the_base_and_the_base_stays_within_the_sample(
    values: list[str],
) -> None:
    cases = [answered(f"C-{number}", prompt_arrest=value) for number, value in enumerate(values)]

    result = score(VICTIMS.question("prompt-arrest"), cases)

    assert result.k == values.count("yes")
    assert result.n == values.count("yes") + values.count("no")
    assert len(result.not_relevant) == values.count(NOT_RELEVANT)
    assert len(result.unanswered) == values.count("")
    assert result.n <= len(values)


def test_a_sample_without_a_relevant_case_has_no_figure() -> None:
    result = score(VICTIMS.question("prompt-arrest"), [answered("C-1", prompt_arrest=NOT_RELEVANT)])

    assert result.count("F-1", "Case-file review") is None
    assert result.words() == "No relevant case was answered."


@pytest.mark.parametrize(
    ("question", "values", "facts", "expected"),
    [
        ("right-team", {}, {}, True),
        ("prompt-arrest", {}, {}, True),
        ("prompt-arrest", {"prompt-arrest": NOT_RELEVANT}, {}, False),
        ("delay-told", {}, {}, False),
        ("delay-told", {"attended-in-time": "no"}, {}, True),
        ("delay-told", {"attended-in-time": NOT_RELEVANT}, {}, False),
        ("victim-wish-recorded", {}, {"outcome": "16"}, True),
        ("victim-wish-recorded", {}, {"outcome": "15"}, False),
        ("victim-wish-recorded", {}, {}, False),
    ],
)
def test_relevance_follows_the_rule_of_the_question(
    question: str, values: dict[str, str], facts: dict[str, str], expected: bool
) -> None:
    answers = {name: Answer(value) for name, value in values.items()}

    assert relevant(VICTIMS.question(question), answers, facts) is expected


@pytest.mark.item("S-075")
def test_a_change_of_priority_without_reason_counts_as_failure() -> None:
    question = VICTIMS.question("priority-changed-for-cause")
    cases = [
        answered("wrong", priority_changed_for_cause="wrong-at-first"),
        answered("new", priority_changed_for_cause="new-information"),
        answered("unfounded", priority_changed_for_cause="no-reason"),
        answered("unchanged", priority_changed_for_cause=NOT_RELEVANT),
    ]

    result = score(question, cases)

    assert result.short == ("unfounded",)
    assert (
        result.words() == "In 1 of 3 relevant cases the priority of the call was changed without good reason."
    )


@pytest.mark.item("S-074")
def test_each_question_of_the_contact_stage_prints_its_count() -> None:
    printed = {
        question.identifier: score(question, cases_of(question, 8, 2)).count("F-1", "Case-file review")
        for question in CONTACT
    }

    assert {name: count.words() for name, count in printed.items() if count} == {
        question.identifier: "2 of 10" if question.identifier == "repeat-check-made" else "8 of 10"
        for question in CONTACT
    }


@pytest.mark.item("S-079")
def test_twenty_cases_of_each_outcome_are_counted_apart() -> None:
    right = {"15": 17, "16": 20, "18": 19}
    cases = [
        answered(f"{code}-{number}", {"outcome": code}, outcome_code_right="yes" if number < met else "no")
        for code, met in right.items()
        for number in range(20)
    ]

    by_outcome = scores_by(VICTIMS.question("outcome-code-right"), cases, "outcome")

    assert {code: (result.k, result.n) for code, result in by_outcome.items()} == {
        "15": (17, 20),
        "16": (20, 20),
        "18": (19, 20),
    }


@pytest.mark.item("S-082")
def test_the_sets_of_the_assessment_draw_twenty_cases_of_each_outcome() -> None:
    frame = [(f"{code}-{number}", code) for code in ("14", "15", "16", "18") for number in range(50)]
    sets = {
        case_set.identifier: [key for key, code in frame if case_set.holds({"outcome": code})]
        for case_set in VICTIMS.sets
    }
    keys = [key for members in sets.values() for key in members]
    strata = [name for name, members in sets.items() for _ in members]

    drawn = draw_cases(keys, strata, {s.identifier: s.size or 0 for s in VICTIMS.sets}, "seed")

    assert len(drawn) == 60
    assert {s.outcome: sum(case.key.startswith(f"{s.outcome}-") for case in drawn) for s in VICTIMS.sets} == {
        "15": 20,
        "16": 20,
        "18": 20,
    }


@pytest.mark.item("S-083")
def test_outcome_15_cases_without_right_code_or_notice_are_flagged() -> None:
    facts = {"outcome": "15"}
    cases = [
        answered("sound", facts, outcome_code_right="yes", victim_told_of_closure="yes"),
        answered("wrong-code", facts, outcome_code_right="no", victim_told_of_closure="yes"),
        answered("not-told", facts, outcome_code_right="yes", victim_told_of_closure="no"),
    ]

    assert score(VICTIMS.question("outcome-code-right"), cases).short == ("wrong-code",)
    assert score(VICTIMS.question("victim-told-of-closure"), cases).short == ("not-told",)


@pytest.mark.item("S-085")
def test_outcome_18_cases_without_a_dated_notice_are_listed() -> None:
    cases = [
        answered("told", {"outcome": "18"}, victim_told_of_closure="yes"),
        answered("not-told", {"outcome": "18"}, victim_told_of_closure="no"),
        answered("other-outcome", {"outcome": "16"}, victim_told_of_closure="no"),
    ]

    assert score(VICTIMS.question("victim-told-of-closure"), cases).short == ("not-told",)


@pytest.mark.item("S-089")
def test_three_categories_are_counted_and_fraud_stays_out_of_all_crime() -> None:
    categories = ["violent", "violent", "sexual", "rape", "other", "fraud"]
    cases = [
        answered(f"C-{number}", {"category": category}, crime_recorded="yes" if number else "no")
        for number, category in enumerate(categories)
    ]

    counted = {
        case_set.identifier: score(
            INTEGRITY.question("crime-recorded"), [case for case in cases if case_set.holds(case.facts)]
        )
        for case_set in INTEGRITY.sets
    }

    assert {name: (result.k, result.n) for name, result in counted.items()} == {
        "all-crime": (4, 5),
        "violent-offences": (1, 2),
        "sexual-offences": (2, 2),
    }


@pytest.mark.item("S-093")
def test_missed_crimes_are_split_by_category_victim_and_investigation() -> None:
    cases = [
        answered(
            "recorded",
            {"category": "other", "victim": "no-victim"},
            crime_recorded="yes",
        ),
        answered(
            "assault",
            {"category": "violent", "victim": "vulnerable-adult"},
            crime_recorded="no",
            missed_crime_investigated="no",
        ),
        answered(
            "rape",
            {"category": "rape", "victim": "child"},
            crime_recorded="no",
            missed_crime_investigated="yes",
        ),
    ]
    question = INTEGRITY.question("missed-crime-investigated")

    assert score(question, cases).words() == "1 of 2 unrecorded crimes were not investigated."
    assert {value: result.n for value, result in scores_by(question, cases, "category").items()} == {
        "other": 0,
        "rape": 1,
        "violent": 1,
    }
    assert {value: result.short for value, result in scores_by(question, cases, "victim").items()} == {
        "child": (),
        "no-victim": (),
        "vulnerable-adult": ("assault",),
    }


@pytest.mark.item("S-048", "S-292")
def test_a_small_group_of_searches_is_a_count_without_percentage() -> None:
    cases = [
        answered(
            f"R-{number}",
            {"ethnicity": "ethnic-minority" if number < 18 else "white"},
            reasonable_grounds_recorded="no" if number < 4 or number >= 184 else "yes",
        )
        for number in range(223)
    ]

    whole = score(GROUNDS, cases)
    groups = scores_by(GROUNDS, cases, "ethnicity")
    all_records, minority = (
        result.count("F-1", "Review of records") for result in (whole, groups["ethnic-minority"])
    )

    assert all_records is not None
    assert minority is not None
    assert all_records.words_with_percent(whole.small_base) == "180 of 223 (80.7 percent)"
    assert minority.words_with_percent(whole.small_base) == "14 of 18"
    assert minority.percent(whole.small_base) is None


def test_cases_without_the_domain_are_gathered_and_not_lost() -> None:
    cases = [
        answered("known", {"ethnicity": "white"}, reasonable_grounds_recorded="yes"),
        answered("unknown", reasonable_grounds_recorded="yes"),
    ]

    assert list(scores_by(GROUNDS, cases, "ethnicity")) == ["not recorded", "white"]


def test_the_figure_takes_the_words_of_the_measure() -> None:
    count = score(GROUNDS, cases_of(GROUNDS, 180, 43)).count("F-1", "Review of records")

    assert count is not None
    assert count.measure == "records had reasonable grounds recorded"
    assert count.percent() == Decimal(18000) / Decimal(223)


@pytest.mark.parametrize(
    ("question", "cases", "message"),
    [
        (
            GROUNDS,
            [answered("R-1", reasonable_grounds_recorded="perhaps")],
            "Case R-1 answers 'perhaps' to 'reasonable-grounds-recorded'. Choose one of: yes, no.",
        ),
        (
            GROUNDS,
            [answered("R-1", reasonable_grounds_recorded=NOT_RELEVANT)],
            "Case R-1 answers 'not-relevant' to 'reasonable-grounds-recorded'. Choose one of: yes, no.",
        ),
        (
            GROUNDS,
            [answered("R-1", reasonable_grounds_recorded="yes")] * 2,
            "Case R-1 stands twice in the sample; take one of them away.",
        ),
        (
            load_catalogue().instruments["stop-and-search-grounds-2021"].question("grounds-as-recorded"),
            [answered("R-1")],
            "'grounds-as-recorded' is answered in free text and cannot be counted.",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(
    question: Question, cases: list[ReviewedCase], message: str
) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        score(question, cases)

    assert (refusal.value.code, refusal.value.message) == ("invalid-value", message)
