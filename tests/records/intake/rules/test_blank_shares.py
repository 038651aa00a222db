"""The rule 'blank-shares'."""

from __future__ import annotations

from peelian.records.intake.facts import BlankCells
from peelian.records.intake.rules.blank_shares import find
from tests.records.intake.rules.tables import facts


def test_each_file_has_one_finding_with_all_its_columns() -> None:
    blanks = (
        BlankCells("a.csv", "latitude", 200, 20),
        BlankCells("a.csv", "gender", 200, 1),
        BlankCells("a.csv", "kind", 200, 0),
        BlankCells("a.csv", "operation", 200, 200),
        BlankCells("b.csv", "gender", 10, 5),
    )

    assert [(fault.file, fault.rows, fault.sentence) for fault in find(facts(blanks=blanks))] == [
        ("a.csv", 20, "Blank cells among 200 rows: 'latitude' 20 (10 percent), 'gender' 1 (0 percent)."),
        ("b.csv", 5, "Blank cells among 10 rows: 'gender' 5 (50 percent)."),
    ]


def test_a_file_without_blanks_is_no_finding() -> None:
    assert list(find(facts(blanks=(BlankCells("a.csv", "gender", 10, 0),)))) == []
