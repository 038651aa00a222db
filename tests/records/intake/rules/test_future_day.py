from peelian.records.intake.rules.future_day import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_day_after_today_is_found():
    assert breaking(RULE, column("date"), "2022-03-31", "2022-04-01", "01/04/2022") == [
        "2022-04-01",
        "01/04/2022",
    ]


def test_a_moment_may_lie_later_on_the_same_day():
    assert breaking(RULE, column("moment"), "2022-03-31T23:59:59Z", "2062-01-01T00:00:00Z") == [
        "2062-01-01T00:00:00Z"
    ]


def test_a_day_by_which_something_is_due_may_lie_ahead():
    assert breaking(RULE, column("date", ahead=True), "2023-01-01") == []


def test_the_present_month_is_not_in_the_future():
    assert breaking(RULE, column("month"), "2022-03", "2022-04") == ["2022-04"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("date"), "2062-01-01", KNOWN) == (
        "'2062-01-01' lies in the future, and 'tested' tells of what has happened. Look at the year."
    )
