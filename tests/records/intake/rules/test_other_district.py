"""The rule 'other-district'."""

from __future__ import annotations

from peelian.records.intake.facts import OtherDistricts
from peelian.records.intake.rules.other_district import find
from tests.records.intake.rules.tables import facts


def test_rows_in_districts_of_other_forces_are_counted_with_the_districts() -> None:
    lies = OtherDistricts("a.csv", "merseyside", 3, ("West Lancashire", "Halton"))

    (fault,) = find(facts("crimes", other_districts=(lies,)))

    assert (fault.file, fault.column, fault.value, fault.rows) == ("a.csv", "lsoa_name", "West Lancashire", 3)
    assert fault.sentence.startswith(
        "3 rows of merseyside lie in West Lancashire, Halton, which other forces police."
    )


def test_one_row_is_told_as_one() -> None:
    (fault,) = find(facts("crimes", other_districts=(OtherDistricts("a.csv", "merseyside", 1, ("Halton",)),)))

    assert fault.sentence.startswith(
        "1 row of merseyside lies in Halton, which other forces police. Such rows"
    )
