from peelian.records.intake.rules.missing_value import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_blank_or_a_word_for_it_breaks_a_column_that_must_be_filled():
    texts = (None, "", "  ", "N/A", "0", "I1")

    assert breaking(RULE, column("text", required=True), *texts) == [None, "", "  ", "N/A"]


def test_a_column_that_may_be_blank_is_never_broken():
    assert breaking(RULE, column("text"), None, "") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("text", required=True), "", KNOWN) == (
        "'tested' is empty and must be filled: what is tested."
    )
