"""Every item of the regime that asks for a case-review question has one, and it counts right."""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from peelian.catalogue import load_catalogue
from peelian.rules.scoring import score
from tests.catalogue.instrument_cases import cases_of


class Row(NamedTuple):
    """An item, the question that serves it, and cases whose count is known."""

    item: str
    instrument: str
    question: str
    met: str
    short: str
    apart: str
    printed: str


with (Path(__file__).parent / "instrument_trace.csv").open(encoding="utf-8", newline="") as file:
    ROWS = [Row(**row) for row in csv.DictReader(file)]

CASE_REVIEW_ITEMS = (
    *("S-076", "S-077", "S-078", "S-079", "S-253", "S-254", "S-255", "S-292", "S-312", "S-315"),
    *("S-316", "S-317", "S-318", "S-319", "S-321", "S-340", "S-395"),
)
"""The items whose check is that made-up cases print exactly the known k of n."""

COUNTED_ITEMS = {*CASE_REVIEW_ITEMS, "S-074", "S-237", "S-250"}
"""With them, the items whose check is a count that the made-up cases print."""

ON_NO_ITEM = {
    ("crime-data-integrity-2021-22", "missed-victim-safeguarded"): (
        "tells what a missed crime meant for its victim, beside whether it was investigated"
    ),
    ("stop-and-search-grounds-2021", "grounds-as-recorded"): (
        "free text by which a second reviewer understands the first"
    ),
    ("desk-review-of-plans-2017", "elements-not-begun"): (
        "free text beside the scores, which do not depend on what has begun"
    ),
}
"""Questions that no item of the regime asks for, each with the reason why it is asked."""


def test_every_case_review_item_has_a_question() -> None:
    assert sorted(set(CASE_REVIEW_ITEMS) - {row.item for row in ROWS}) == []


def test_every_question_serves_an_item_or_says_why_not() -> None:
    asked = {
        (name, question.identifier)
        for name, instrument in load_catalogue().instruments.items()
        for question in instrument.questions
    }

    assert asked - {(row.instrument, row.question) for row in ROWS} == set(ON_NO_ITEM)


def marked(row: Row) -> object:
    """Give a row the mark of its item where the count is the item's check."""
    marks = [pytest.mark.item(row.item)] if row.item in COUNTED_ITEMS else []
    return pytest.param(row, marks=marks, id=f"{row.item} {row.question}")


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_cases_with_known_answers_print_the_known_count_in_the_right_direction(row: Row) -> None:
    question = load_catalogue().instruments[row.instrument].question(row.question)
    cases = cases_of(question, int(row.met), int(row.short), int(row.apart))

    result = score(question, cases)
    count = result.count("F-1", "Case-file review")

    assert count is not None
    assert count.words() == row.printed
    assert count.polarity == question.polarity
    assert count.compliance().words() == f"{row.met} of {count.n}"
    assert result.words() == question.measure.replace("{k} of {n}", row.printed)
    assert (len(result.not_relevant), result.unanswered) == (int(row.apart), ())
