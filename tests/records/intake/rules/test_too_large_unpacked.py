from peelian.records.intake.rules.too_large_unpacked import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(unpacked=11, allowed=10))] == [
        "The workbook unpacks to more than 10 bytes and is not opened. Save the table as CSV."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file(unpacked=10, allowed=10))) == []
