from peelian.records.intake.rules.absent_columns import RULE
from tests.records.intake.rules.cases import file, incidents, table


def test_the_columns_that_a_file_leaves_out_are_named():
    (fault,) = RULE.find(file())

    absent = len(table().columns) - 3
    assert fault.sentence.startswith(f"{absent} columns of the table are not in the file: closed_at, kind, ")


def test_columns_that_must_be_there_are_told_by_another_rule():
    whole = incidents("incidents.csv", *table().column_names)

    assert list(RULE.find(file(source=whole))) == []
