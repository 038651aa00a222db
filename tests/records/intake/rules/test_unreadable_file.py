from peelian.records.intake.rules.unreadable_file import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(unreadable="it is no workbook"))] == [
        "The file cannot be read: it is no workbook. Save it again and send it whole."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []


def test_what_it_is_instead_is_told():
    given = file(unreadable="it is no workbook", seen_as="a packed file; unpack it")

    assert [fault.sentence for fault in RULE.find(given)] == [
        "The file cannot be read: its content is a packed file; unpack it."
    ]
