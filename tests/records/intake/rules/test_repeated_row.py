from peelian.records.intake.facts import TableFacts
from peelian.records.intake.rules.repeated_row import RULE
from tests.records.intake.rules.cases import table


def test_rows_that_say_the_same_are_counted_by_file():
    facts = TableFacts(table(), repeated={"a.csv": 3, "b.csv": 0, "c.csv": 1})

    assert [(fault.file, fault.rows, fault.sentence) for fault in RULE.find(facts)] == [
        ("a.csv", 3, "3 rows say the same in every column as a row before them."),
        ("c.csv", 1, "1 row says the same in every column as a row before it."),
    ]
