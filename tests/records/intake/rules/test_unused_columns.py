from dataclasses import replace

from peelian.catalogue import FormatColumn, RecordFormat
from peelian.records.intake.rules.unused_columns import RULE
from tests.records.intake.rules.cases import file, incidents

FORMAT = RecordFormat(
    identifier="made",
    title="Made",
    source="made for the test",
    table="incidents",
    header=("Number", "Context"),
    columns=(FormatColumn(name="incident_id", columns=("Number",)),),
    unused={"Context": "it is always blank"},
)


def test_columns_that_no_table_takes_up_are_named_with_the_reason():
    source = replace(incidents(), format=FORMAT)

    assert [fault.sentence for fault in RULE.find(file(source=source))] == [
        "The column 'Context' is not taken up: it is always blank"
    ]


def test_an_extract_of_a_force_has_no_format():
    assert list(RULE.find(file())) == []
