from datetime import date

from peelian.records.intake.facts import MonthOfForce, TableFacts
from peelian.records.intake.rules.missing_month import RULE
from tests.records.intake.rules.cases import table


def test_a_month_between_others_without_a_row_is_named():
    months = tuple(
        MonthOfForce("f.csv", force, date(2019, month, 1), 5)
        for force, held in (("cleveland", (6, 8, 9)), ("durham", (6, 7)))
        for month in held
    )

    assert [(fault.value, fault.sentence) for fault in RULE.find(TableFacts(table(), months))] == [
        (
            "cleveland",
            "cleveland: no row for July 2019, though there are rows before and after. "
            "Send the months, or say why there is nothing.",
        )
    ]


def test_a_year_goes_over_into_the_next():
    months = tuple(MonthOfForce("f.csv", "kent", day, 5) for day in (date(2019, 12, 1), date(2020, 1, 1)))

    assert list(RULE.find(TableFacts(table(), months))) == []
