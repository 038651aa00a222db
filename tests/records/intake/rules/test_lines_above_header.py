from peelian.records.intake.rules.lines_above_header import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(skipped=2, header_row=4))] == [
        "2 filled lines stand above the row that names the columns; nothing of it is read."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
