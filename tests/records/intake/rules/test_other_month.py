from datetime import date

from peelian.records.intake.facts import MonthOfForce, TableFacts
from peelian.records.intake.rules.other_month import RULE
from tests.records.intake.rules.cases import table


def counted(file: str, month: date, rows: int) -> MonthOfForce:
    return MonthOfForce(file, "cleveland", month, rows)


def test_rows_of_another_month_than_the_file_names_are_counted():
    months = (counted("2019-07-x.csv", date(2019, 6, 1), 3), counted("2019-07-x.csv", date(2019, 7, 1), 90))

    (fault,) = RULE.find(TableFacts(table(), months))

    assert (fault.file, fault.rows, fault.sentence) == (
        "2019-07-x.csv",
        3,
        "The file is named for July 2019, and 3 of its rows belong to June 2019 in universal time.",
    )


def test_a_file_that_names_no_month_or_two_is_left_alone():
    months = (
        counted("incidents.csv", date(2019, 6, 1), 3),
        counted("2019-06_2019-08.csv", date(2019, 7, 1), 3),
    )

    assert list(RULE.find(TableFacts(table(), months))) == []


def test_one_row_is_told_as_one():
    (fault,) = RULE.find(TableFacts(table(), (counted("2019-07-x.csv", date(2019, 6, 1), 1),)))

    assert fault.sentence == (
        "The file is named for July 2019, and 1 of its rows belongs to June 2019 in universal time."
    )
