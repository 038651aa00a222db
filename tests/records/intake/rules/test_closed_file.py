from peelian.records.intake.rules.closed_file import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(closed="Permission denied"))] == [
        "It cannot be opened, and nothing in it was checked. The system says: Permission denied. Give whoever runs the "
        "check the right to read it, and check again."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
