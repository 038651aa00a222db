from peelian.records.intake.rules.repeated_identifier import RULE, sentence


def test_the_sentence_says_what_to_do():
    assert sentence("I1", "street.csv", 2) == (
        "'I1' occurs before, in row 2 of street.csv. Both rows are accepted."
    )


def test_what_follows():
    assert RULE.severity == "warning"
