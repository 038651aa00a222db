from peelian.records.intake.rules.not_a_moment import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_no_time_of_a_day_is_found():
    texts = (
        "2022-03-31T14:05:00Z",
        "2022-03-31 14:05",
        "2022-03-31",
        "31/03/2022 14:05",
        "14:05",
        "2022-03-31T25:00",
    )

    assert breaking(RULE, column("moment"), *texts) == ["14:05", "2022-03-31T25:00"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("moment"), "14:05", KNOWN) == (
        "'14:05' is not a moment; write it as 2022-03-31T14:05:00Z, in universal time."
    )
