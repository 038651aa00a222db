from peelian.records.intake.rules.duplicate_identifier import RULE, sentence


def test_the_sentence_says_what_to_do():
    assert sentence("I1", "incidents.csv", 1690) == (
        "'I1' occurs before, in row 1,690 of incidents.csv. Keep one of the rows, or correct the identifier."
    )


def test_what_follows():
    assert RULE.severity == "row"
