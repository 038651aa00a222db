"""The tables of records: what they hold, and what is found in tables that are wrong."""

from pathlib import Path

import pytest

from peelian.catalogue import UnknownIdentifierError, load_catalogue
from peelian.catalogue.record_files import record_findings, record_tables

CATALOGUE = load_catalogue()
TABLES = CATALOGUE.record_tables
NAMED = (
    "contacts incidents attendances recontacts crimes victims investigations supervision_entries outcomes "
    "cancellations stop_searches uses_of_force video_reviews custody_records referrals "
    "domestic_abuse_risk_assessments disclosure_scheme_requests protection_notices missing_children "
    "offenders offender_visits suspects circulations bail_records released_under_investigation "
    "disclosures organised_crime_threats organised_crime_plans disruptions people posts accreditations "
    "training_records vetting_records appraisals occupational_health_cases meetings meeting_attendances "
    "documents initiatives change_programmes neighbourhood_hours "
)

SOUND = """identifier: visits
title: Visits
meaning: One row for each visit.
key: [visit_id]
period_column: made_at
source: made for the test
columns:
  - {name: visit_id, type: text, required: true, meaning: the number}
  - {name: force, type: force, required: true, meaning: the force}
  - {name: made_at, type: moment, meaning: when it was made}
  - {name: distance, type: number, unit: miles, minimum: 0, meaning: how far}
"""


def faults(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    (tmp_path / "records" / "tables").mkdir(parents=True)
    (tmp_path / "records" / "tables" / "visits.yaml").write_text(text, encoding="utf-8")
    return [(finding.line, finding.message) for finding in record_findings(tmp_path)]


def test_every_table_that_inspections_look_at_is_described():
    assert [name for name in NAMED.split() if name not in TABLES] == []


def test_every_table_has_a_key_that_must_be_filled_and_a_force():
    for table in TABLES.values():
        assert [name for name in table.key if not table.column(name).required] == []
        assert table.column("force").required


def test_a_row_is_dated_by_a_column_of_its_table():
    undated = [name for name, table in TABLES.items() if table.period_column is None]

    assert sorted(undated) == ["document_sections", "support_organisations", "systems", "teams"]


def test_moments_end_in_at_and_days_in_on():
    named = {column.name for table in TABLES.values() for column in table.columns if column.type == "moment"}

    assert sorted(name for name in named if not name.endswith(("_at", "_to"))) == []


def test_an_unknown_column_is_named_with_those_there_are():
    with pytest.raises(UnknownIdentifierError, match="There is no column of the table teams 'colour'"):
        TABLES["teams"].column("colour")


def test_a_catalogue_without_tables_describes_none(tmp_path: Path):
    assert dict(record_tables(tmp_path)) == {}


def test_a_sound_table_has_no_fault(tmp_path: Path):
    assert faults(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("key: [visit_id]", "key: [number]", 4, "The key names 'number', which is no column of the table."),
        ("period_column: made_at", "period_column: distance", 5,
         "'distance' dates the rows, so it must be a column of the type date, moment, month."),
        ("type: force", "type: text", 7, "Every table needs a column 'force' of the type force; add it."),
        (" unit: miles,", "", 11, "A number names its unit and nothing else does; the type is 'number'."),
        ("type: moment,", "type: moment, unit: hours,", 10,
         "A number names its unit and nothing else does; the type is 'moment'."),
        ("type: moment,", "type: code,", 10, "A column lists codes when its type is 'code', and only then."),
        ("type: moment,", "type: reference,", 10,
         "A reference names the table whose key it holds, and nothing else names one."),
        ("name: distance", "name: made_at", 7, "The column 'made_at' is described twice; keep one."),
        ("unit: miles,", "unit: miles, ahead: true,", 11, "Only a date, a moment or a month lies ahead."),
        ("type: moment,", "type: moment, not_before: distance,", 10,
         "'distance' must be another column of the same type, a date or a moment."),
    ],
)  # fmt: skip
def test_faults_name_their_line(tmp_path: Path, old: str, new: str, line: int, message: str):
    assert (line, message) in faults(tmp_path, SOUND.replace(old, new))


def test_a_reference_names_a_table_that_there_is(tmp_path: Path):
    text = SOUND + "  - {name: team_id, type: reference, table: teams, meaning: the team}\n"

    assert faults(tmp_path, text) == [(12, "There is no table 'teams'. Choose one of: visits.")]


def test_a_field_that_is_not_known_is_refused(tmp_path: Path):
    assert faults(tmp_path, SOUND.replace("title: Visits", "title: Visits\nzebra: red")) == [
        (3, "The field 'zebra' is not known here. Allowed fields: "
            "identifier, title, meaning, key, period_column, source, columns."),
    ]  # fmt: skip
