"""The word "significantly" and the test behind it."""

from __future__ import annotations

import pytest

from peelian.rules.significance import significance_problem


@pytest.mark.item("S-115")
@pytest.mark.parametrize(
    ("text", "z", "blocked"),
    [
        ("The rate is significantly higher than the average.", 1.0, True),
        ("The rate is significantly higher than the average.", 1.01, False),
        ("The rate is significantly higher than the average.", -2.0, True),
        ("The rate is Significantly lower than the average.", -1.2, False),
        ("The rate is significantly below the average.", -0.9, True),
        ("There was a significant difference.", 0.5, True),
        ("There was a significant difference.", -1.5, False),
        ("The rate is higher than the average.", 0.1, False),
        ("The rate is significantly higher than the average.", None, True),
    ],
)
def test_word_is_blocked_where_the_score_is_not_beyond_1(text: str, z: float | None, blocked: bool) -> None:
    assert bool(significance_problem(text, {"F-1": z})) is blocked


def test_text_that_rests_on_no_measure_is_not_judged() -> None:
    assert significance_problem("It improved significantly.", {}) == ""


def test_one_figure_that_backs_the_word_is_enough() -> None:
    assert significance_problem("It is significantly higher.", {"F-1": 0.2, "F-2": 1.4}) == ""
