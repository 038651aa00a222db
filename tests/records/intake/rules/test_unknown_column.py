from peelian.records.intake.rules.unknown_column import RULE
from tests.records.intake.rules.cases import file, incidents


def test_it_is_found():
    assert [
        fault.sentence
        for fault in RULE.find(
            file(source=incidents("incidents.csv", "incident_id", "force", "opened_at", "divison"))
        )
    ] == ["The column 'divison' is not known in 'incidents'; it is left out. Was 'division' meant?"]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
