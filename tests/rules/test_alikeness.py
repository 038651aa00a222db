"""Likeness of texts by their words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from peelian.rules.alikeness import most_alike, words_of

PLANS = (
    "Plan with partners across prevent, pursue, protect and prepare, and assess the effect on organised crime"
)


def test_text_is_most_like_itself_and_unlike_another_matter() -> None:
    others = {
        "same": PLANS,
        "near": "Assess the effect of plans on organised crime",
        "far": "Answer calls sooner",
    }

    found = most_alike(PLANS, others)

    assert [key for key, _ in found] == ["same", "near"]
    assert found[0][1] == 1.0


def test_words_lose_their_endings_and_the_empty_ones_go() -> None:
    assert words_of("The force should record crimes and crime recorded") == words_of(
        "record crime recorded crimes"
    )


def test_nothing_is_suggested_where_nothing_is_said() -> None:
    assert most_alike("", {"a": "", "b": "of the"}) == []


@given(st.dictionaries(st.integers(), st.text(), max_size=8), st.text())
def test_likeness_lies_between_the_least_and_one(others: dict[int, str], text: str) -> None:
    found = most_alike(text, others)

    assert all(0.2 <= likeness <= 1.0 for _, likeness in found)
    assert len(found) <= 5
