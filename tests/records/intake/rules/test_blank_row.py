from peelian.records.intake.rules.blank_row import RULE, sentence


def test_the_sentence_says_what_to_do():
    assert sentence() == ("No cell of the row says anything. Take the row away.")


def test_what_follows():
    assert RULE.severity == "row"
