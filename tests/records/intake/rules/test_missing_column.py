from peelian.records.intake.rules.missing_column import RULE
from tests.records.intake.rules.cases import file, incidents


def test_it_is_found():
    assert [
        fault.sentence for fault in RULE.find(file(source=incidents("incidents.csv", "incident_id", "force")))
    ] == ["The column 'opened_at' is missing: when the incident was opened. Add it."]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
