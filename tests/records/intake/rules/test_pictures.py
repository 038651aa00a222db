from peelian.records.intake.rules.pictures import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(pictures=2))] == [
        "The workbook holds 2 pictures; nothing of it is read."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
