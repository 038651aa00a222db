"""The bundled instruments and outcome codes, and those of the invented inspectorate."""

from datetime import date
from pathlib import Path

import pytest

from peelian.catalogue import NOT_RELEVANT, UnknownIdentifierError, load_catalogue
from peelian.catalogue.values import valid_on

FERROW = Path(__file__).parent / "second_inspectorate"
CATALOGUE = load_catalogue()
VICTIMS = CATALOGUE.instruments["victim-service-assessment-2021-22"]


def test_the_bundled_instruments_are_there() -> None:
    assert {name: instrument.unit for name, instrument in CATALOGUE.instruments.items()} == {
        "crime-data-integrity-2021-22": "incident",
        "desk-review-of-plans-2017": "plan",
        "safeguarding-referrals-2021-22": "record",
        "serious-organised-crime-plans-2021-22": "plan",
        "stop-and-search-grounds-2021": "record",
        "victim-service-assessment-2021-22": "case",
    }


def test_the_assessment_follows_the_stages_and_expectations_of_its_framework() -> None:
    framework = CATALOGUE.frameworks["peel-2021-22"]

    assert [(part.stage, part.title, part.expectation) for part in VICTIMS.parts] == [
        (stage.identifier, stage.title, stage.expectation) for stage in framework.stages
    ]


def test_the_sets_of_the_assessment_have_known_outcome_codes() -> None:
    assert [(case_set.outcome, case_set.size) for case_set in VICTIMS.sets] == [
        ("15", 20),
        ("16", 20),
        ("18", 20),
    ]
    assert [case_set.outcome for case_set in VICTIMS.sets if case_set.outcome not in CATALOGUE.outcomes] == []


def test_only_judged_questions_offer_not_relevant() -> None:
    offered = {
        question.relevance.rule
        for instrument in CATALOGUE.instruments.values()
        for question in instrument.scored_questions
        if NOT_RELEVANT in [option.identifier for option in question.choices]
    }

    assert offered == {"judged"}


@pytest.mark.item("S-081")
@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (
            "15",
            "A suspect was identified and the victim supports police action, "
            "but evidential difficulties prevent further action.",
        ),
        (
            "16",
            "A suspect was identified, but the victim does not support police action or has withdrawn "
            "support, and evidential difficulties prevent further action.",
        ),
        (
            "18",
            "The crime was investigated as far as was reasonable, no suspect was identified, "
            "and the case is closed unless something new is learned.",
        ),
    ],
)
def test_an_outcome_code_leads_to_its_meaning(code: str, meaning: str) -> None:
    assert CATALOGUE.outcomes[code].meaning == meaning


def test_every_code_of_the_outcomes_framework_is_there_with_its_day() -> None:
    numbered = [code for code in CATALOGUE.outcomes if code.isdigit()]

    assert numbered == [str(number) for number in range(1, 23)]
    assert valid_on([CATALOGUE.outcomes["22"]], date(2019, 3, 31)) is None
    assert valid_on([CATALOGUE.outcomes["22"]], date(2019, 4, 1)) is not None


def test_what_is_not_there_is_named_with_what_is() -> None:
    with pytest.raises(UnknownIdentifierError) as part:
        VICTIMS.part("farewell")
    with pytest.raises(UnknownIdentifierError) as question:
        CATALOGUE.instruments["serious-organised-crime-plans-2021-22"].question("plan-pretty")
    with pytest.raises(UnknownIdentifierError) as option:
        VICTIMS.question("prompt-arrest").option("perhaps")

    assert part.value.message == (
        "There is no part of Victim service assessment 2021/22 'farewell'. "
        "Choose one of: allocation, contact, crime-recording, investigation, outcome, response."
    )
    assert question.value.message == (
        "There is no question of Plans against serious and organised crime 2021/22 'plan-pretty'. "
        "Choose one of: four-ps-weighed, interventions-fit, plan-structured."
    )
    assert option.value.message == (
        "There is no answer to 'prompt-arrest' 'perhaps'. Choose one of: no, not-relevant, yes."
    )


def test_another_inspectorate_has_an_instrument_of_its_own() -> None:
    catalogue = load_catalogue(FERROW)
    review = catalogue.instruments["bell-review-2024"]

    assert [question.polarity for question in review.questions] == ["success", "failure"]
    assert [review.sets[0].holds({"place": place}) for place in ("hills", "town")] == [True, False]
    assert catalogue.outcomes["out"].meaning == "The fire was put out by the crew."
