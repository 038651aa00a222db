from peelian.records.intake.rules.not_a_date import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_is_no_day_of_the_calendar_is_found():
    texts = (
        "2022-03-31",
        "31/03/2022",
        "2022-02-30",
        "2022-03-31T10:00",
        "31/13/2022",
        "soon",
        "2022-03-31 00:00:00",
    )

    assert breaking(RULE, column("date"), *texts) == ["2022-02-30", "2022-03-31T10:00", "31/13/2022", "soon"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("date"), "soon", KNOWN) == ("'soon' is not a date; write it as 2022-03-31.")
