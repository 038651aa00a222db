from peelian.records.intake.rules.other_delimiter import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(delimiter=";"))] == [
        "The cells are parted by semicolons, not by commas. They are read so; check the columns."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
