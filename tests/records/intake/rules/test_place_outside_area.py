"""The rule 'place-outside-area'."""

from __future__ import annotations

from peelian.records.intake.facts import Outside
from peelian.records.intake.rules.place_outside_area import find
from tests.records.intake.rules.tables import facts


def test_rows_outside_the_area_are_counted_with_one_of_their_places() -> None:
    outside = Outside("a.csv", "avon-and-somerset", placed=200, rows=3, example="51.284731, -1.080573")

    (fault,) = find(facts("crimes", outside=(outside,)))

    assert (fault.file, fault.rows, fault.value) == ("a.csv", 3, "51.284731, -1.080573")
    assert fault.sentence.startswith(
        "3 of 200 rows with a place lie outside the area of avon-and-somerset, one of them at 51.284731, -1.080573."
    )


def test_one_row_is_told_as_one() -> None:
    (fault,) = find(
        facts("crimes", outside=(Outside("a.csv", "kent", placed=30, rows=1, example="50.1, -1.1"),))
    )

    assert fault.sentence.startswith(
        "1 of 30 rows with a place lies outside the area of kent, at 50.1, -1.1. Such"
    )
