from peelian.records.intake.rules.empty_file import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(size=0))] == [
        "The file is empty: it has no header and no row. Send it again."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
