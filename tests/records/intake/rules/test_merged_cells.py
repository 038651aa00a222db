from peelian.records.intake.rules.merged_cells import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(merged=3))] == [
        "The workbook has 3 merged cells. Only the first cell of each has the value; part them."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
