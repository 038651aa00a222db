from peelian.records.intake.rules.day_without_time import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_day_where_a_moment_is_asked_for_is_found():
    texts = ("2022-03-31", "31/03/2022", "2022-03-31 00:00", "2022-03-31T14:05:00Z", "never")

    assert breaking(RULE, column("moment"), *texts) == ["2022-03-31", "31/03/2022"]


def test_a_date_needs_no_time():
    assert breaking(RULE, column("date"), "2022-03-31") == []


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("moment"), "2022-03-31", KNOWN) == (
        "'2022-03-31' tells no time and is taken as midnight; write it as 2022-03-31T14:05:00Z."
    )
