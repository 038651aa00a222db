from peelian.records.intake.facts import BlankCells, TableFacts
from peelian.records.intake.rules.blanks_rise import RULE
from tests.records.intake.rules.cases import table


def test_a_file_far_blanker_than_the_others_is_named():
    blanks = (BlankCells("a.csv", "result", 100, 75), BlankCells("b.csv", "result", 100, 1))

    assert [(fault.file, fault.sentence) for fault in RULE.find(TableFacts(table(), blanks=blanks))] == [
        (
            "a.csv",
            "'result' is blank in 75 percent of the rows; the usual share of the other files is 1 percent.",
        )
    ]


def test_a_column_always_blank_and_a_file_alone_are_left_to_other_rules():
    alone = (BlankCells("a.csv", "result", 100, 75),)
    empty = (BlankCells("a.csv", "result", 100, 100), BlankCells("b.csv", "result", 100, 1))

    assert list(RULE.find(TableFacts(table(), blanks=alone))) == []
    assert list(RULE.find(TableFacts(table(), blanks=empty))) == []
