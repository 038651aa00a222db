"""Quantity words are kept as printed."""

import pytest

from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import Count
from peelian.rules.vague_words import VagueQuantity, find_vague_words


def test_words_are_found_as_printed_and_in_order():
    text = "Nearly all calls were answered; most callers were told, and some were seen. Almost all agreed."

    assert find_vague_words(text) == ("Nearly all", "most", "some", "Almost all")


def test_parts_of_words_are_not_quantity_words():
    assert find_vague_words("Foremost, someone came.") == ()


@pytest.mark.item("S-072")
def test_a_word_may_be_tied_to_a_count():
    count = Count(key="G-109", measure="allocation", source="Case-file review", k=89, n=90)

    assert VagueQuantity("Nearly all", count).words() == "Nearly all (89 of 90)"


def test_a_word_without_a_count_is_printed_alone():
    assert VagueQuantity("several").words() == "several"


def test_an_unknown_word_is_refused_with_the_known_ones():
    with pytest.raises(InvalidValueError) as refusal:
        VagueQuantity("oodles")

    assert refusal.value.message == (
        "'oodles' is not a quantity word. Use one of: nearly all, almost all, most, majority, many, "
        "several, some, few, often."
    )
