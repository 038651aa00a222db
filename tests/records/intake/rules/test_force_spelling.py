from peelian.records.intake.rules.force_spelling import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_force_by_another_name_is_noted():
    assert breaking(RULE, column("force"), "cleveland", "Cleveland Constabulary", "Gotham") == [
        "Cleveland Constabulary"
    ]


def test_the_name_of_a_force_is_no_other_name():
    assert breaking(RULE, column("force"), "Cleveland Police") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("force"), "Cleveland Constabulary", KNOWN) == (
        "'Cleveland Constabulary' is Cleveland Police."
    )
