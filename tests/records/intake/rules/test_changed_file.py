from peelian.records.intake.rules.changed_file import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(changed=True))] == [
        "The file changed while it was read, so that rows may be missing or of two states. Check it again when nothing "
        "writes it."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
