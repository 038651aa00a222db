from peelian.records.intake.rules.other_time_zone import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_offsets_other_than_nought_are_found():
    texts = ("2022-03-31T14:05:00+01:00", "2022-03-31T14:05:00-0430", "2022-03-31T14:05:00+00:00",
             "2022-03-31T14:05:00Z", "2022-03-31")  # fmt: skip

    assert breaking(RULE, column("moment"), *texts) == [
        "2022-03-31T14:05:00+01:00",
        "2022-03-31T14:05:00-0430",
    ]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("moment"), "2022-07-01T00:30+01:00", KNOWN) == (
        "'2022-07-01T00:30+01:00' is turned into universal time, which may move it into another day or month."
    )
