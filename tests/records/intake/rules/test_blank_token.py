from peelian.records.intake.rules.blank_token import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_words_for_blank_are_found_and_blanks_are_not():
    texts = ("N/A", "-", "..", "NULL", " unknown ", "", None, "12", "0")

    assert breaking(RULE, column("whole"), *texts) == ["N/A", "-", "..", "NULL", " unknown "]


def test_a_code_of_the_column_is_no_word_for_blank():
    unknown = column("code", codes=[{"code": "unknown", "meaning": "not known"}])

    assert breaking(RULE, unknown, "unknown", "n/a") == ["n/a"]


def test_unknown_is_an_answer_in_a_column_of_words():
    assert breaking(RULE, column("text"), "unknown", "#N/A") == ["#N/A"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole"), "N/A", KNOWN) == (
        "'N/A' is taken as blank; leave the cell empty where nothing is recorded."
    )
