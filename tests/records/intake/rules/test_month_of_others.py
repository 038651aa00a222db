"""The rule 'month-of-others'."""

from __future__ import annotations

from peelian.records.intake.rules.month_of_others import find
from tests.records.intake.rules.tables import facts, month


def test_a_force_that_stops_before_the_others_is_told() -> None:
    months = (month("merseyside", 2019, 12), month("merseyside", 2020, 1), month("south-yorkshire", 2019, 12))

    (fault,) = find(facts("crimes", months=months))

    assert (fault.value, fault.column, fault.rows) == ("south-yorkshire", "recorded_at", 0)
    assert fault.sentence.startswith(
        "south-yorkshire: no row for January 2020, for which other forces have rows."
    )


def test_a_month_between_two_of_a_force_is_left_to_its_own_rule() -> None:
    months = (
        month("kent", 2020, 1),
        month("kent", 2020, 3),
        *(month("essex", 2020, number) for number in (1, 2, 3)),
    )

    assert list(find(facts(months=months))) == []


def test_one_force_alone_lacks_nothing() -> None:
    assert list(find(facts(months=(month("kent", 2020, 1),)))) == []
