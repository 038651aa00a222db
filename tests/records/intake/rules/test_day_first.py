from peelian.records.intake.rules.day_first import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_dates_with_the_day_first_are_found():
    texts = ("31/03/2022", "31 March 2022", "2022-03-31", "03/31/2022")

    assert breaking(RULE, column("date"), *texts) == ["31/03/2022", "31 March 2022"]


def test_moments_with_the_day_first_are_found():
    assert breaking(RULE, column("moment"), "31/03/2022 14:05", "2022-03-31T14:05") == ["31/03/2022 14:05"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("date"), "31/03/2022", KNOWN) == (
        "'31/03/2022' is read with the day first; write dates as 2022-03-31."
    )
