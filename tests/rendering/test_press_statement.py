import pytest

from peelian.rendering.press_statement import press_statement
from tests.rendering.sample import GRADES, grade_line, sample_document, sample_report

ADDRESS = "https://inspectorate.example/reports/cleveland-2021-22/"


@pytest.mark.item("S-125")
def test_press_statement_carries_the_grades_of_the_report() -> None:
    value = sample_report()

    statement = press_statement(value, ADDRESS)

    assert statement.title == "Cleveland Police: 1 good, 1 adequate and 1 inadequate"
    assert statement.paragraphs[1:] == tuple(line.sentence for line in value.summary.grades)
    assert statement.where_to_read == f"The whole report, with every figure and its source, is at {ADDRESS}."


@pytest.mark.item("S-125")
@pytest.mark.parametrize("grade", ["outstanding", "good", "adequate", "requires-improvement", "inadequate"])
def test_press_title_of_one_grade_says_the_grade_of_the_report(grade: str) -> None:
    identifier, title, _, wording = GRADES[0]
    line = grade_line((identifier, title, grade, wording))
    summary = {**sample_document()["summary"], "grades": [line], "counts": {grade: 1}}

    statement = press_statement(sample_report(summary=summary), ADDRESS)

    words = grade.replace("-", " ")
    assert statement.title == f"Cleveland Police graded {words}: recording data about crime"
    assert statement.paragraphs[1] == f"Cleveland Police is {words} at recording crime."


def test_press_statement_names_what_was_inspected_by_whom_and_when() -> None:
    statement = press_statement(sample_report(), ADDRESS)

    assert statement.paragraphs[0] == (
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS) today, 17 March 2023, "
        "published its report on Cleveland Police under PEEL assessment framework 2021/22. "
        "The inspection asked: Does the force keep people safe and reduce crime?"
    )


def test_press_statement_quotes_the_signatory() -> None:
    quote = press_statement(sample_report(), ADDRESS).quote

    assert quote is not None
    assert (quote.speaker, quote.office) == ("A. Inspector", "HM Chief Inspector of Constabulary")
    assert quote.paragraphs == ("The force will be watched closely.",)


def test_press_statement_takes_three_findings_at_most() -> None:
    observations = sample_document()["observations"]
    observations["points"] = [{"heading": f"Point {number}", "text": "x"} for number in range(5)]

    statement = press_statement(sample_report(observations=observations), ADDRESS)

    assert statement.findings == ("Point 0", "Point 1", "Point 2")


def test_press_statement_without_observations_takes_headlines_and_quotes_nobody() -> None:
    statement = press_statement(sample_report(observations=None), ADDRESS)

    assert statement.findings == (
        "Calls are answered faster, but not yet in time",
        "Crime recording has improved a great deal",
        "Neighbourhood teams are drawn away from prevention",
    )
    assert statement.quote is None


def test_press_text_holds_all_parts_in_order() -> None:
    lines = [line for line in press_statement(sample_report(), ADDRESS).text().splitlines() if line]

    assert lines[0] == "Cleveland Police: 1 good, 1 adequate and 1 inadequate"
    assert lines[-4:] == [
        "- Recording has improved",
        "A. Inspector, HM Chief Inspector of Constabulary, said:",
        "“The force will be watched closely.”",
        f"The whole report, with every figure and its source, is at {ADDRESS}.",
    ]
