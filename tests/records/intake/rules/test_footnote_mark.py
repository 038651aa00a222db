from peelian.records.intake.rules.footnote_mark import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_marks_after_numbers_are_found():
    texts = ("123 [1]", "45*", "67(a)", "8 r", "1,234†", "9p", "12", "1e3", "abc", "1,234")

    assert breaking(RULE, column("number"), *texts) == ["123 [1]", "45*", "67(a)", "8 r", "1,234†", "9p"]


def test_words_may_end_as_they_like():
    assert breaking(RULE, column("text"), "12*") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole"), "45*", KNOWN) == (
        "'45*' carries a footnote mark; write the number alone and the note elsewhere."
    )
