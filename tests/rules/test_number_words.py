"""Small numbers are written in words."""

import pytest

from peelian.rules.number_words import counted


@pytest.mark.parametrize(
    ("number", "noun", "plural", "words"),
    [
        (0, "grade", "", "no grades"),
        (1, "tier", "", "one tier"),
        (10, "tier", "", "ten tiers"),
        (1200, "force", "", "1,200 forces"),
        (2, "body", "bodies", "two bodies"),
    ],
)
def test_numbers_take_their_noun(number, noun, plural, words):
    assert counted(number, noun, plural) == words
