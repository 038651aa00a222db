from peelian.records.intake.rules.far_day import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_day_more_than_twenty_years_ahead_is_found():
    assert breaking(RULE, column("date", ahead=True), "2042-12-31", "2043-01-01", "2062-01-01") == [
        "2043-01-01",
        "2062-01-01",
    ]


def test_other_days_are_told_by_another_rule():
    assert breaking(RULE, column("date"), "2062-01-01") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("date", ahead=True), "2062-01-01", KNOWN) == (
        "'2062-01-01' lies more than 20 years ahead. Look at the year."
    )
