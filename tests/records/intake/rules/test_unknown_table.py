from peelian.records.intake.rules.unknown_table import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(source=None, header=("colour", "size")))] == [
        "It cannot be told which table this is: the file has to be named after the table, such as 'incidents.csv', "
        "and hold columns of it from the data dictionary. Columns seen: 'colour', 'size'."
    ]


def test_cells_that_are_parted_by_another_sign():
    facts = file(source=None, header=("incident_id^force^opened_at",))

    assert [fault.sentence for fault in RULE.find(facts)] == [
        "The cells of its header seem to be parted by '^', which is not read. Save the file with a comma, a semicolon, "
        "a tab or a vertical bar between cells."
    ]


def test_one_word_is_parted_by_nothing():
    for header in (("colour of car",), ("colour:",), ("a", "b^c")):
        assert [fault.sentence[:27] for fault in RULE.find(file(source=None, header=header))] == [
            "It cannot be told which tab"
        ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
