"""Every name of an area in every public file leads to its force, or to the other area that it is."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.cells import words
from peelian.records.published.sheets import read_sheets
from tests.records.public_files.places import DATA

COLUMNS = {
    "geography/DERIVED_force_reference.csv": ["pfa_code", "pfa_name", "police_uk_slug", "workforce_name"],
    "geography/DERIVED_pfa_population_mid2020.csv": ["pfa_code", "pfa_name", "police_uk_slug"],
    "geography/LAD16_CSP16_PFA16_lookup.csv": ["PFA16CD", "PFA16NM"],
    "geography/PFA_codes_and_police_uk_slugs.csv": ["PFAn"],
    "grades/peel_grades.csv": ["force"],
    "roads_powers/breath_test_data.csv": ["Police Force"],
    "stop_search_rates/stop-and-search-to-2014-15.csv": ["Geography"],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def unknown(catalogue: Catalogue, names: set[str]) -> list[str]:
    found = {name: catalogue.recognise_force(name) for name in names if name.strip()}
    return sorted(name for name, known in found.items() if known.force is None and known.other is None)


def column_of(path: Path, column: str) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[column] for row in csv.DictReader(file)}


@pytest.mark.parametrize(
    ("file", "column"), [(file, column) for file, names in COLUMNS.items() for column in names]
)
def test_names_in_a_column_are_known(catalogue: Catalogue, file: str, column: str) -> None:
    assert unknown(catalogue, column_of(DATA / file, column)) == []


def test_names_at_the_head_of_populations_by_year_are_forces(catalogue: Catalogue) -> None:
    (sheet,) = read_sheets(DATA / "geography" / "population_policeforces_2009_2019_england39.csv")
    year, *names = [words(cell) for cell in sheet.rows[0]]

    slugs = {force.slug for name in names if (force := catalogue.recognise_force(name).force)}

    assert (year, len(names), len(slugs)) == ("year", 39, 39)


@pytest.mark.parametrize(
    ("file", "property_"),
    [
        ("DERIVED_PFA_Dec_2016_simplified200m_wgs84.geojson", "pfa16nm"),
        ("mysociety_police-forces.geojson", "name"),
    ],
)
def test_names_of_boundaries_are_the_43_forces(catalogue: Catalogue, file: str, property_: str) -> None:
    features = json.loads((DATA / "geography" / file).read_text(encoding="utf-8"))["features"]
    slugs = {catalogue.recognise_force(feature["properties"][property_]).force for feature in features}

    assert slugs == set(catalogue.forces_in_scope)


def test_names_of_every_workforce_table_are_known(catalogue: Catalogue) -> None:
    sheets = read_sheets(DATA / "workforce" / "police-workforce-sep19-tables.ods")
    tables = [sheet for sheet in sheets if sheet.name.startswith("Table_") and sheet.name != "Table_6"]
    names = {words(row[0]) for sheet in tables for row in sheet.rows[6:63] if len(words(row[0])) < 40}

    assert (len(tables), unknown(catalogue, names - {"Notes"})) == (12, [])


def test_names_at_the_head_of_every_value_for_money_table_are_the_43_forces(catalogue: Catalogue) -> None:
    sheets = read_sheets(DATA / "value_for_money" / "HMICFRS-VFM-2017-open-data-POA.ods")
    heads = [[words(cell) for cell in sheet.rows[2][1:]] for sheet in sheets if sheet.name[0].isdigit()]

    assert [unknown(catalogue, set(head)) for head in heads] == [[]] * 17
    assert [len(head) for head in heads] == [43] * 17


@pytest.mark.parametrize("path", sorted((DATA / "street").glob("*.csv")), ids=lambda path: path.stem)
def test_names_in_street_files_are_known(catalogue: Catalogue, path: Path) -> None:
    assert unknown(catalogue, column_of(path, "Reported by") | column_of(path, "Falls within")) == []
