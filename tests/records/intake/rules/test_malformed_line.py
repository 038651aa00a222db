from peelian.records.intake.rules.malformed_line import RULE, sentence


def test_the_sentence_says_what_to_do():
    assert sentence("TOO MANY COLUMNS", 3, "1,2,3,4\n") == (
        "The line is no row: it has too many cells. The header has 3 cells. Seen: '1,2,3,4'."
    )


def test_what_follows():
    assert RULE.severity == "row"
