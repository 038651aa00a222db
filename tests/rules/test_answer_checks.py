"""Everything that is missing in a reviewed case is told at once."""

import pytest

from peelian.catalogue import Instrument, load_catalogue
from peelian.rules.answer_checks import answer_problems
from peelian.rules.scoring import Answer, ReviewedCase

VICTIMS = load_catalogue().instruments["victim-service-assessment-2021-22"]
INTEGRITY = load_catalogue().instruments["crime-data-integrity-2021-22"]
RULES = "Home Office counting rules, April 2022"
FACTS = {"outcome": "16", "investigated": "yes", "offence": "burglary", "domestic-abuse": "no"}


def complete_case(
    instrument: Instrument, facts: dict[str, str], changes: dict[str, Answer], repeat: str = ""
) -> ReviewedCase:
    """Make a case that answers every question as the standard asks, but for the changes."""
    answers = {
        question.identifier: Answer(question.answers_that_meet[0], "read", "AR-1")
        for question in instrument.scored_questions
        if instrument.part(question.part).repeats_for == repeat
    }
    return ReviewedCase("C-1", {**answers, **changes}, facts, RULES, repeat)


def problems(case: ReviewedCase, instrument: Instrument = VICTIMS) -> list[tuple[str, str]]:
    found = answer_problems(instrument, case, {"crime-data-integrity-2021-22": {"AR-1"}})
    return [(problem.question, problem.message) for problem in found]


def test_a_complete_case_has_no_problem() -> None:
    assert problems(complete_case(VICTIMS, FACTS, {})) == []


@pytest.mark.parametrize(
    ("question", "answer", "message"),
    [
        ("right-team", Answer(""), "The question applies to this case and has no answer; answer it."),
        (
            "right-team",
            Answer("maybe", reference="AR-1"),
            "'maybe' is no answer to it. Choose one of: yes, no.",
        ),
        (
            "supervision-effective",
            Answer("no", "  ", "AR-1"),
            "The answer 'no' needs a reason; give it.",
        ),
        ("right-team", Answer("yes"), "The answer must name its evidence; give the reference."),
    ],
)
def test_what_an_answer_lacks_is_told(question: str, answer: Answer, message: str) -> None:
    assert problems(complete_case(VICTIMS, FACTS, {question: answer})) == [(question, message)]


@pytest.mark.item("S-076")
def test_an_answer_on_recording_that_names_no_audit_record_is_told() -> None:
    case = complete_case(VICTIMS, FACTS, {"crime-recorded": Answer("yes", reference="AR-9")})

    assert problems(case) == [
        (
            "crime-recorded",
            "'AR-9' is no record of crime-data-integrity-2021-22; name one that exists.",
        )
    ]


@pytest.mark.item("S-084")
def test_an_outcome_16_without_the_victims_record_is_flagged_and_cannot_be_right() -> None:
    case = complete_case(VICTIMS, FACTS, {"victim-wish-recorded": Answer("no", reference="AR-1")})

    assert problems(case) == [
        (
            "outcome-code-right",
            "It cannot be met while 'victim-wish-recorded' is not; that question asks: "
            "Is there a record that can be audited in which the victim confirms not supporting police action?",
        )
    ]


def test_the_victims_record_is_not_asked_for_another_outcome() -> None:
    case = complete_case(
        VICTIMS, {**FACTS, "outcome": "15"}, {"victim-wish-recorded": Answer("no", reference="AR-1")}
    )

    assert problems(case) == []


@pytest.mark.item("S-086")
@pytest.mark.parametrize(
    "consideration",
    [
        "crime-considered",
        "offender-considered",
        "victim-considered",
        "national-rules-followed",
        "outcome-agreed-by-supervisor",
    ],
)
def test_a_consideration_left_out_of_an_outcome_decision_is_told(consideration: str) -> None:
    case = complete_case(VICTIMS, FACTS, {consideration: Answer("")})

    assert problems(case) == [
        (consideration, "The question applies to this case and has no answer; answer it.")
    ]


CANCELLED = {"category": "rape", "victim": "not-vulnerable", "record": "cancelled"}


@pytest.mark.item("S-092")
@pytest.mark.parametrize("missing", ["cancellation-reasoned", "cancellation-verified", "registrar-approved"])
def test_a_cancellation_cannot_be_right_without_reason_verification_and_registrar(missing: str) -> None:
    complete = complete_case(INTEGRITY, CANCELLED, {}, "cancelled record")
    lacking = complete_case(
        INTEGRITY, CANCELLED, {missing: Answer("no", reference="AR-1")}, "cancelled record"
    )

    assert problems(complete, INTEGRITY) == []
    assert problems(lacking, INTEGRITY) == [
        (
            "cancellation-right",
            f"It cannot be met while '{missing}' is not; that question asks: "
            f"{INTEGRITY.question(missing).text}",
        )
    ]


@pytest.mark.item("S-096")
def test_an_audit_record_without_the_version_of_the_rules_is_told() -> None:
    facts = {"category": "violent", "victim": "child", "record": "recorded"}
    named = complete_case(INTEGRITY, facts, {}, "crime")
    unnamed = ReviewedCase("C-2", named.answers, facts, " ", "crime")

    assert problems(named, INTEGRITY) == []
    assert problems(unnamed, INTEGRITY) == [
        (
            "",
            "Name the version of the National Crime Recording Standard and Home Office counting rules "
            "by which the case was audited.",
        )
    ]


def test_an_answer_to_a_question_of_another_part_is_told() -> None:
    facts = {"category": "violent", "victim": "child", "record": "recorded"}
    case = complete_case(INTEGRITY, facts, {"crimes-recognised": Answer("yes")}, "crime")

    assert problems(case, INTEGRITY) == [
        ("crimes-recognised", "Crime data integrity 2021/22 does not ask this of crimes; take it away.")
    ]
