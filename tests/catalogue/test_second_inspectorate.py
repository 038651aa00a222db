"""Another inspectorate, of an invented island, needs a folder and no code."""

from datetime import date
from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue, validate_catalogue

FERROW = Path(__file__).parent / "second_inspectorate"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FERROW)


def test_its_folder_has_no_fault() -> None:
    assert validate_catalogue(FERROW) == []


def test_it_grades_on_its_own_scale(catalogue: Catalogue) -> None:
    assert catalogue.scale_of("lantern-2019").labels == ("Dim", "Steady", "Bright")
    assert catalogue.scale_of("lantern-2024").rank("flickering") == 2


def test_it_has_its_own_areas_and_spellings(catalogue: Catalogue) -> None:
    assert catalogue.frameworks["lantern-2024"].resolve("Response") == "reaching-fires"


def test_it_compares_by_its_own_families(catalogue: Catalogue) -> None:
    families = {family.identifier: family.frameworks for family in catalogue.comparability.families}

    assert families == {
        "first-lanterns": ("lantern-2019", "lantern-2021"),
        "second-lanterns": ("lantern-2024",),
    }


def test_it_has_its_own_services_and_bodies(catalogue: Catalogue) -> None:
    assert [force.slug for force in catalogue.forces_in_scope] == ["north-ferrow", "south-ferrow"]
    assert catalogue.forces["north-ferrow"].name_on(date(2018, 1, 1)) == "Harbour Fire Watch"
    assert catalogue.bodies["inspectorate"].name_on(date(2024, 1, 1)) == "LOF"
    assert catalogue.population("south-ferrow", "census-2020").value == 3400
    assert catalogue.monitoring["lamps"].resolve("in the red") == "red"
