from peelian.records.intake.rules.unknown_code import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_word_that_is_no_code_is_found():
    texts = ("immediate", " scheduled ", "Immediate", "soon", "", None)

    assert breaking(RULE, column("code"), *texts) == ["Immediate", "soon"]


def test_a_column_of_words_has_no_codes():
    assert breaking(RULE, column("text"), "soon") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("code"), "Immediat", KNOWN) == (
        "'Immediat' is not a value of 'tested'. Was 'immediate' meant? Allowed: immediate, scheduled."
    )
