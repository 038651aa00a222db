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


def test_errors_of_a_spreadsheet_are_found_in_every_column():
    errors = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")

    assert breaking(RULE, column("text"), *errors, "#1") == list(errors)
    assert breaking(RULE, column("number"), *errors, "1") == list(errors)


def test_of_an_error_the_sentence_says_that_it_is_one():
    assert RULE.sentence(column("whole"), "#DIV/0!", KNOWN) == (
        "'#DIV/0!' is an error of the spreadsheet, and is taken as blank. Mend its formula, or leave the cell empty "
        "where nothing is recorded."
    )


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole"), "N/A", KNOWN) == (
        "'N/A' is taken as blank; leave the cell empty where nothing is recorded."
    )
