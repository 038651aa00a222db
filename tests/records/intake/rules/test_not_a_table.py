from peelian.records.intake.rules.not_a_table import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(binary=True))] == [
        "The content is no text: it holds bytes that no letter has. Save the table as CSV in UTF-8, or as XLSX."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []


def test_what_it_is_instead_is_told():
    assert [fault.sentence for fault in RULE.find(file(binary=True, seen_as="a packed file; unpack it"))] == [
        "The content is no text but a packed file; unpack it."
    ]
