"""The rule 'numbered-rows'."""

from __future__ import annotations

from peelian.records.intake.facts import Numbered
from peelian.records.intake.rules.numbered_rows import find
from tests.records.intake.rules.tables import facts


def test_rows_without_an_identifier_are_counted_and_named() -> None:
    (fault,) = find(
        facts("crimes", numbered=(Numbered("a.csv", "crime_id", 2147, ("Anti-social behaviour",)),))
    )

    assert (fault.file, fault.column, fault.rows) == ("a.csv", "crime_id", 2147)
    assert fault.sentence == (
        "2,147 rows bear no 'crime_id' and are known by their place in the file, so that a repeat cannot be told from "
        "a second event. They are: Anti-social behaviour."
    )


def test_nothing_is_said_of_what_they_are_where_nothing_tells() -> None:
    (fault,) = find(facts(numbered=(Numbered("a.csv", "search_id", 5),)))

    assert fault.sentence.endswith("a second event.")


def test_one_row_is_told_as_one() -> None:
    (fault,) = find(facts("crimes", numbered=(Numbered("a.csv", "crime_id", 1, ("Burglary",)),)))

    assert fault.sentence == (
        "1 row bears no 'crime_id' and is known by its place in the file, so that a repeat cannot be told from a "
        "second event. It is: Burglary."
    )
