from peelian.records.intake.rules.above_maximum import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_number_above_the_most_is_found():
    assert breaking(RULE, column("number", maximum=100), "100", "100.5", "1,000") == ["100.5", "1,000"]


def test_a_column_without_a_most_takes_any_number():
    assert breaking(RULE, column("number"), "1e9") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("number", maximum=100), "101", KNOWN) == (
        "'101' is more than 100 miles, the most that it can be."
    )
