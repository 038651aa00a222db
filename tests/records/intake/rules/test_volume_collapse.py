from datetime import date

from peelian.records.intake.facts import MonthOfForce, TableFacts
from peelian.records.intake.rules.volume_collapse import RULE
from tests.records.intake.rules.cases import table


def months(*rows: int) -> tuple[MonthOfForce, ...]:
    return tuple(
        MonthOfForce("f.csv", "cleveland", date(2020, place, 1), n) for place, n in enumerate(rows, start=1)
    )


def test_a_month_far_below_the_usual_is_named():
    (fault,) = RULE.find(TableFacts(table(), months(88, 79, 2700, 2710, 2650)))

    assert (fault.rows, fault.sentence) == (
        167,
        "cleveland: far fewer rows than the usual 2,650 a month in January 2020 (88), February 2020 (79). "
        "Check that no source stopped.",
    )


def test_a_quarter_of_the_usual_is_not_yet_a_collapse():
    assert list(RULE.find(TableFacts(table(), months(25, 100, 100)))) == []


def test_few_rows_or_few_months_tell_nothing():
    assert list(RULE.find(TableFacts(table(), months(1, 10, 10, 10)))) == []
    assert list(RULE.find(TableFacts(table(), months(1, 1000)))) == []
