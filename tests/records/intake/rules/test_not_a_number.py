from peelian.records.intake.rules.not_a_number import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_no_number_is_found():
    texts = ("12.5", ".5", "-1e3", "1,234.5", "inf", "1_000", "five", "1.2.3")

    assert breaking(RULE, column("number"), *texts) == ["inf", "1_000", "five", "1.2.3"]


def test_an_amount_has_two_decimals_at_most():
    assert breaking(RULE, column("money"), "12.50", "12.500", "12.345") == ["12.345"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("number"), "five", KNOWN) == (
        "'five' is not a number of miles; write digits and a full stop alone."
    )
