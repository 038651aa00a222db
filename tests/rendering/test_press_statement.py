from copy import deepcopy

import pytest

from peelian.rendering.press_statement import leanings, one_sidedness, press_statement
from tests.rendering.sample import GRADES, grade_line, sample_document, sample_report


@pytest.mark.item("S-125")
def test_press_statement_carries_the_grades_of_the_report() -> None:
    value = sample_report()

    statement = press_statement(value)

    assert statement.title == "Cleveland Police: 1 good, 1 adequate and 1 inadequate"
    assert statement.paragraphs[1:] == tuple(line.sentence for line in value.summary.grades)


@pytest.mark.item("S-125")
@pytest.mark.parametrize("grade", ["outstanding", "good", "adequate", "requires-improvement", "inadequate"])
def test_press_title_of_one_grade_says_the_grade_of_the_report(grade: str) -> None:
    identifier, title, _, wording = GRADES[0]
    line = grade_line((identifier, title, grade, wording))
    summary = {**sample_document()["summary"], "grades": [line], "counts": {grade: 1}}

    statement = press_statement(sample_report(summary=summary))

    words = grade.replace("-", " ")
    assert statement.title == f"Cleveland Police graded {words}: recording data about crime"
    assert statement.paragraphs[1] == f"Cleveland Police is {words} at recording crime."


def test_press_statement_names_what_was_inspected_by_whom_and_when() -> None:
    statement = press_statement(sample_report())

    assert statement.paragraphs[0] == (
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) today, 17 March 2023, "
        "published its report on Cleveland Police under PEEL assessment framework 2021/22. "
        "The inspection asked: Does the force keep people safe and reduce crime?"
    )


def test_findings_speak_by_their_points_and_else_by_the_grade_of_their_area() -> None:
    areas = deepcopy(sample_document()["areas"])
    areas[0]["findings"][0]["points"] = [{"polarity": "adverse", "text": "One gap is left."}]

    told = leanings(sample_report(areas=areas))

    assert told == {
        "call-times": "mixed",
        "recording-better": "adverse",
        "teams-taken-away": "adverse",
        "risk-at-first-contact": "favourable",
    }


@pytest.mark.parametrize(
    ("findings", "lacking"),
    [
        (("recording-better", "teams-taken-away", "risk-at-first-contact"), ""),
        (("recording-better",), ""),
        (
            ("recording-better", "risk-at-first-contact"),
            "1 of 3 grades stand in the lower half of the scale, and 0 of the 2 findings chosen are adverse. "
            "Choose at least 1 that is adverse.",
        ),
        (
            ("teams-taken-away", "call-times"),
            "2 of 3 grades stand in the upper half of the scale, and 0 of the 2 findings chosen are favourable. "
            "Choose at least 1 that is favourable.",
        ),
    ],
)
def test_a_choice_of_findings_follows_the_measure_of_the_grades(
    findings: tuple[str, ...], lacking: str
) -> None:
    assert one_sidedness(sample_report(), findings) == lacking


def test_nothing_is_asked_for_that_the_report_does_not_hold() -> None:
    document = sample_document()

    value = sample_report(areas=[document["areas"][0], document["areas"][2]])

    assert one_sidedness(value, ("recording-better", "risk-at-first-contact")) == ""
