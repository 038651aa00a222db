from peelian.records.intake.rules.formulas import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(formulas=2))] == [
        "The workbook has 2 formulas. The values saved with them are read; save values instead."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
