"""The rule 'similar-words'."""

from __future__ import annotations

import pytest

from peelian.records.intake.facts import Words
from peelian.records.intake.rules.similar_words import find
from tests.records.intake.rules.tables import facts

INVESTIGATION = "Further investigation is not in the public interest"
ACTION = "Further action is not in the public interest"


def test_two_nearly_identical_labels_are_set_beside_each_other() -> None:
    words = Words("last_outcome", {ACTION: 125, INVESTIGATION: 517, "Local resolution": 1082})

    (fault,) = find(facts("crimes", words=(words,)))

    assert (fault.column, fault.value, fault.rows) == ("last_outcome", ACTION, 125)
    assert fault.sentence.startswith(
        f"'{INVESTIGATION}' (517 rows) and '{ACTION}' (125 rows) are nearly the same;"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Male", "Female"),
        ("Misuse of Drugs Act 1971 (section 23)", "Misuse of Drugs Act 1971 (section 24)"),
        ("Vehicle search", "Community resolution"),
    ],
)
def test_short_words_other_numbers_and_other_words_are_left_alone(one: str, other: str) -> None:
    assert list(find(facts(words=(Words("power", {one: 1, other: 1}),)))) == []


def test_capitals_alone_make_two_words_nearly_the_same() -> None:
    assert (
        len(list(find(facts(words=(Words("power", {"Controlled drugs": 9, "controlled Drugs": 1}),))))) == 1
    )


def test_a_word_that_is_nearly_the_same_as_two_others_is_told_and_counted_once() -> None:
    words = Words("last_outcome", {ACTION: 125, INVESTIGATION: 517, ACTION.replace("Further", "Formal"): 312})

    (fault,) = find(facts("crimes", words=(words,)))

    assert fault.rows == 125
    assert fault.sentence.startswith(
        f"'Formal action is not in the public interest' (312 rows), '{INVESTIGATION}' (517 rows) and '{ACTION}' "
        "(125 rows) are nearly the same; all are kept."
    )
