from peelian.records.intake.facts import Broken, TableFacts
from peelian.records.intake.rules.dangling_reference import RULE
from tests.records.intake.rules.cases import table


def test_references_that_lead_nowhere_are_counted_with_one_of_them():
    facts = TableFacts(table(), broken=(Broken("victim_id", "victims", 2, "V9"),))

    assert [(fault.column, fault.value, fault.rows, fault.sentence) for fault in RULE.find(facts)] == [
        ("victim_id", "V9", 2, "2 rows name a row of 'victims' that is not among the accepted ones.")
    ]
