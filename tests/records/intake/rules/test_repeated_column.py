from peelian.records.intake.rules.repeated_column import RULE
from tests.records.intake.rules.cases import file


def test_it_is_found():
    assert [
        fault.sentence for fault in RULE.find(file(header=("incident_id", "force", "opened_at", "Opened at")))
    ] == ["The column 'opened_at' occurs 2 times. Keep one."]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
