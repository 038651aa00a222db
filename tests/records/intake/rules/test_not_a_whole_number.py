from peelian.records.intake.rules.not_a_whole_number import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_no_whole_number_is_found():
    texts = ("12", "-3", "12.0", "1,234", "007", "12.5", "twelve", "0x10", "1e3", "", "99999999999999999999")

    assert breaking(RULE, column("whole"), *texts) == [
        "12.5",
        "twelve",
        "0x10",
        "1e3",
        "99999999999999999999",
    ]


def test_a_footnote_is_told_by_another_rule():
    assert breaking(RULE, column("whole"), "12 [1]") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole"), "twelve", KNOWN) == (
        "'twelve' is not a whole number of miles; write digits alone."
    )
