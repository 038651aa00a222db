from peelian.records.intake.rules.no_rows import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(rows=0))] == [
        "The file has no row below its header. If there is nothing to record, say so beside the file."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file(rows=1))) == []
