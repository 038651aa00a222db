"""The rule 'mostly-blank'."""

from __future__ import annotations

import pytest

from peelian.records.intake.facts import BlankCells
from peelian.records.intake.rules.blanks_rise import find as rise
from peelian.records.intake.rules.mostly_blank import find
from tests.records.intake.rules.tables import facts


def test_a_column_blank_in_half_of_the_rows_is_told_with_its_share() -> None:
    (fault,) = find(facts(blanks=(BlankCells("wales/0.csv", "age_range", 200, 112),)))

    assert (fault.file, fault.column, fault.rows) == ("wales/0.csv", "age_range", 112)
    assert fault.sentence == (
        "'age_range' is blank in 112 of 200 rows (56 percent). What needs it rests on the rest alone."
    )


@pytest.mark.parametrize(("blank", "told"), [(0, 0), (99, 0), (100, 1), (199, 1), (200, 0)])
def test_it_begins_at_half_and_ends_before_all(blank: int, told: int) -> None:
    assert len(list(find(facts(blanks=(BlankCells("a.csv", "gender", 200, blank),))))) == told


def test_a_column_that_is_blanker_than_in_the_other_files_is_told_once() -> None:
    blanks = (BlankCells("a.csv", "gender", 200, 190), BlankCells("b.csv", "gender", 200, 0))

    assert (list(find(facts(blanks=blanks))), len(list(rise(facts(blanks=blanks))))) == ([], 1)


def test_a_file_without_rows_is_no_finding() -> None:
    assert list(find(facts(blanks=(BlankCells("a.csv", "gender", 0, 0),)))) == []
