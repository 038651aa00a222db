from peelian.records.intake.rules.half_a_file import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(ends_open=True))] == [
        "The file stops in the middle of a row; rows after it are probably missing. Send it whole."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
