from peelian.records.intake.rules.thousands_comma import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_numbers_with_commas_between_thousands_are_found():
    texts = ("1,234", "-12,345.6", "1234", "1,23", "12,34,567")

    assert breaking(RULE, column("number"), *texts) == ["1,234", "-12,345.6"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole"), "1,234", KNOWN) == (
        "'1,234' is read as 1234; write numbers without commas."
    )
