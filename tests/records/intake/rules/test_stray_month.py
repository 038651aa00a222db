"""The rule 'stray-month'."""

from __future__ import annotations

from types import ModuleType

import pytest

from peelian.records.intake.rules import missing_month, month_of_others, volume_collapse
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


STRAYS = (
    month("south-wales", 2019, 3, 9, "wales/0.csv"),
    month("south-wales", 2019, 4, 1641, "wales/0.csv"),
    month("south-wales", 2019, 5, 1500, "wales/1.csv"),
    month("south-wales", 2019, 6, 1600, "wales/2.csv"),
    month("kent", 2019, 4, 900, "kent.csv"),
    month("kent", 2019, 5, 900, "kent.csv"),
    month("kent", 2019, 6, 900, "kent.csv"),
)
"""A few rows of the hour after midnight on 1 April, before which no force sent anything."""


@pytest.mark.parametrize("rule", [missing_month, month_of_others, volume_collapse])
def test_a_month_of_stray_rows_alone_is_no_month_of_the_force(rule: ModuleType) -> None:
    assert list(rule.find(facts(months=STRAYS))) == []


def test_stray_rows_do_not_hide_a_missing_month() -> None:
    months = (
        *STRAYS,
        month("south-wales", 2019, 8, 1500, "wales/3.csv"),
        month("south-wales", 2019, 7, 3, "wales/3.csv"),
    )

    (fault,) = missing_month.find(facts(months=months))

    assert fault.sentence.startswith("south-wales: no row for July 2019, though")
