from peelian.records.intake.facts import BlankCells, TableFacts
from peelian.records.intake.rules.blank_column import RULE
from tests.records.intake.rules.cases import table


def test_a_column_that_no_row_fills_is_named():
    blanks = (
        BlankCells("f.csv", "area", 9, 9),
        BlankCells("f.csv", "kind", 9, 8),
        BlankCells("g.csv", "kind", 0, 0),
        BlankCells("h.csv", "kind", 1, 1),
        BlankCells("i.csv", "kind", 2, 2),
    )

    assert [(fault.file, fault.sentence) for fault in RULE.find(TableFacts(table(), blanks=blanks))] == [
        ("f.csv", "'area' is blank in all 9 rows."),
        ("h.csv", "'kind' is blank in the only row."),
        ("i.csv", "'kind' is blank in both rows."),
    ]
