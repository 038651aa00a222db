from peelian.records.intake.rules.further_sheet import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(source=None, beside_recognised=True, rows=3))] == [
        "The sheet holds no table that is known, and is not read."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file(source=None))) == []
