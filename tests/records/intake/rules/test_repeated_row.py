from peelian.records.intake.facts import TableFacts
from peelian.records.intake.rules.repeated_row import RULE
from tests.records.intake.rules.cases import table


def test_rows_that_say_the_same_are_counted_by_file():
    facts = TableFacts(table(), repeated={"a.csv": 3, "b.csv": 0})

    assert [(fault.file, fault.rows, fault.sentence) for fault in RULE.find(facts)] == [
        ("a.csv", 3, "3 rows say the same as another row in every column.")
    ]
