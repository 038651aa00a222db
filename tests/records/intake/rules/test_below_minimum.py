from peelian.records.intake.rules.below_minimum import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_negative_count_is_found():
    assert breaking(RULE, column("whole", minimum=0), "-1", "0", "5", "x") == ["-1"]


def test_a_column_without_a_least_takes_any_number():
    assert breaking(RULE, column("number"), "-1") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("whole", minimum=0), "-1", KNOWN) == (
        "'-1' is less than 0 miles, the least that it can be."
    )
