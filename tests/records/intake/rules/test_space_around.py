from peelian.records.intake.rules.space_around import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_space_before_or_after_words_is_found():
    assert breaking(RULE, column("reference"), " I1", "I1 ", "I1", "I 1", " ") == [" I1", "I1 "]


def test_numbers_may_have_space_around_them():
    assert breaking(RULE, column("whole"), " 12 ") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("text"), " I1", KNOWN) == (
        "' I1' has space around it, which is left away; remove it."
    )
