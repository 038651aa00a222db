"""The rule 'stray-month'."""

from __future__ import annotations

from peelian.records.intake.rules.stray_month import find
from tests.records.intake.rules.tables import facts, month


def test_a_few_rows_of_the_month_before_are_told() -> None:
    months = (
        month("south-wales", 2019, 3, 9, "wales/0.csv"),
        month("south-wales", 2019, 4, 1641, "wales/0.csv"),
    )

    (fault,) = find(facts(months=months))

    assert (fault.file, fault.column, fault.rows) == ("wales/0.csv", "searched_at", 9)
    assert fault.sentence == (
        "1,641 rows of the file are of April 2019, and 9 of March 2019 in universal time; "
        "the file may be of local time."
    )


def test_a_file_that_names_its_month_is_left_to_its_own_rule() -> None:
    months = (month("kent", 2019, 3, 1, "2019-04-kent.csv"), month("kent", 2019, 4, 99, "2019-04-kent.csv"))

    assert list(find(facts(months=months))) == []


def test_a_file_of_several_months_is_no_file_of_one() -> None:
    months = (month("kent", 2019, 3, 10, "a.csv"), month("kent", 2019, 4, 90, "a.csv"))

    assert list(find(facts(months=months))) == []


def test_a_file_of_one_month_has_no_stray() -> None:
    assert list(find(facts(months=(month("kent", 2019, 3), month("essex", 2019, 3))))) == []
