from peelian.records.intake.rules.other_encoding import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(encoding="cp1252"))] == [
        "The file is not in UTF-8. It is read as cp1252; check letters with accents, and save it anew."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file(encoding="utf-8-sig"))) == []
