from peelian.records.intake.rules.not_a_flag import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_neither_true_nor_false_is_found():
    texts = ("true", "No", "1", "F", "", "maybe", "2")

    assert breaking(RULE, column("flag"), *texts) == ["maybe", "2"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("flag"), "maybe", KNOWN) == (
        "'maybe' is neither true nor false; leave the cell empty where it is not recorded."
    )
