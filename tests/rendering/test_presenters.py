import doctest
from datetime import date

import pytest

from peelian.rendering import csv_export, presenters
from peelian.rendering.report_parts import Item
from peelian.rendering.report_value import Window
from tests.rendering.sample import sample_report


@pytest.mark.parametrize("module", [presenters, csv_export])
def test_examples_in_the_docstrings_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [("2017-03-02", "2 March 2017"), ("2017-05", "May 2017"), ("2022-12-31", "31 December 2022")],
)
def test_date_is_written_as_precisely_as_it_is_known(text: str, words: str) -> None:
    assert presenters.partial_date_words(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2021, 10, 1), date(2022, 12, 31), "1 October 2021 to 31 December 2022"),
        (None, date(2022, 12, 31), "up to 31 December 2022"),
        (date(2021, 10, 1), None, "from 1 October 2021"),
        (None, None, "Not recorded"),
    ],
)
def test_window_is_written_as_far_as_it_is_known(start: date | None, end: date | None, words: str) -> None:
    assert presenters.window_words(Window(start=start, end=end)) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [(59719724, None, "59,719,724"), (21.0, 1, "21.0"), (1234.5, None, "1,234.5"), (None, 1, "Not recorded")],
)
def test_number_is_written_with_commas(value: float | None, decimals: int | None, words: str) -> None:
    assert presenters.number_words(value, decimals) == words


@pytest.mark.parametrize(("count", "words"), [(0, "zero"), (9, "nine"), (10, "10"), (1200, "1,200")])
def test_small_count_is_a_word(count: int, words: str) -> None:
    assert presenters.small_count_words(count) == words


@pytest.mark.parametrize(
    ("items", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_joined_as_in_a_sentence(items: list[str], words: str) -> None:
    assert presenters.joined(items) == words


def test_grade_is_labelled_and_placed_on_its_scale() -> None:
    framework = sample_report().framework

    placed = [
        (presenters.grade_label(framework, grade), presenters.tier_position(framework, grade))
        for grade in ("inadequate", "outstanding", None, "superb")
    ]

    assert placed == [("Inadequate", 1), ("Outstanding", 5), ("Not graded", None), ("superb", None)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due": "2017-05-01"}, "By 1 May 2017"),
        ({"due": "2017-05"}, "By May 2017"),
        ({"immediate": True}, "Immediately"),
        ({}, "Date not recorded"),
    ],
)
def test_item_says_by_when_it_is_due(changes: dict[str, object], words: str) -> None:
    item = {"id": "i", "reference": "r", "kind": "recommendation", "text": "t", "addressee": "a"}

    assert presenters.due_words(Item.model_validate(item | changes)) == words


def test_status_is_written_as_words() -> None:
    assert presenters.status_words("no-longer-relevant") == "No longer relevant"
