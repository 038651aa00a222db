"""Where the rows of a file belong, by format, name or columns."""

import pytest

from peelian.catalogue import load_catalogue
from peelian.records.intake.sources import recognise, reduced

CATALOGUE = load_catalogue()
INCIDENT = ("incident_id", "force", "opened_at")


@pytest.mark.parametrize(
    "file",
    [
        "incidents.csv",
        "incidents-2021-03.csv",
        "Incidents 2021.xlsx",
        "incidents/march.csv",
        "2021/incidents/a.csv",
    ],
)
def test_the_name_of_a_file_or_folder_leads_to_the_table(file: str):
    source = recognise(file, INCIDENT, CATALOGUE)

    assert source is not None
    assert source.table.identifier == "incidents"


def test_the_longest_name_leads():
    source = recognise("meeting_attendances.csv", ("attendance_id", "force", "meeting_id"), CATALOGUE)

    assert source is not None
    assert source.table.identifier == "meeting_attendances"


def test_columns_alone_lead_where_one_table_knows_the_most():
    source = recognise("export.csv", ("incident_id", "force", "opened_at", "delay_notice_at"), CATALOGUE)

    assert source is not None
    assert source.table.identifier == "incidents"


@pytest.mark.parametrize(
    "header", [("colour", "size"), ("incident_id", "a", "b", "c", "d"), ("force",), (), ("", "")]
)
def test_other_columns_lead_nowhere(header: tuple[str, ...]):
    assert recognise("export.csv", header, CATALOGUE) is None


def test_names_of_columns_are_compared_without_capitals_and_signs():
    source = recognise("incidents.csv", ("\ufeffIncident ID", " FORCE ", "Opened-at", "Colour"), CATALOGUE)

    assert source is not None
    assert (tuple(source.readings), source.unknown) == (INCIDENT, ("Colour",))
    assert reduced("  Two  Words ") == "two_words"


def test_a_public_file_is_known_by_its_header():
    header = ("Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
              "LSOA name", "Crime type", "Last outcome category", "Context")  # fmt: skip

    source = recognise("2019-12-cleveland-street.csv", header, CATALOGUE)

    assert source is not None
    assert source.format is not None
    assert (source.format.identifier, source.table.identifier) == ("police-uk-street", "crimes")


def test_a_column_that_is_not_told_is_null():
    source = recognise("incidents.csv", INCIDENT, CATALOGUE)

    assert source is not None
    assert (source.cell("incident_id"), source.cell("closed_at")) == ("c0", "CAST(NULL AS VARCHAR)")
    assert "closed_at" in source.absent
