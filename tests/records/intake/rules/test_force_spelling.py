from peelian.records.intake.rules.force_spelling import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_force_by_another_name_is_noted():
    assert breaking(RULE, column("force"), "cleveland", "Cleveland Police", "Gotham") == ["Cleveland Police"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("force"), "Cleveland Police", KNOWN) == (
        "'Cleveland Police' is Cleveland Police."
    )
