from peelian.records.intake.rules.not_a_month import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_no_month_is_found():
    texts = ("2022-03", "2022-03-01", "2022-13", "March 2022", "2022-03-15")

    assert breaking(RULE, column("month"), *texts) == ["2022-13", "March 2022", "2022-03-15"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("month"), "March 2022", KNOWN) == (
        "'March 2022' is not a month; write it as 2022-03."
    )
