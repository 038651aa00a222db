from peelian.records.intake.rules.unknown_table import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(source=None, header=("colour", "size")))] == [
        "It cannot be told which table this is: the file has to be named after the table, such as 'incidents.csv', "
        "and hold columns of it from the data dictionary. Columns seen: 'colour', 'size'."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
