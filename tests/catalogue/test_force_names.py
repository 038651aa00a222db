"""Names of forces as files print them, and names that stand beside forces and are none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue

SPELLINGS = Path(__file__).parent / "force_spellings.csv"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def rows() -> list[dict[str, str]]:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_more_than_160_spellings_lead_to_their_force(catalogue: Catalogue) -> None:
    expected = {row["spelling"]: row["force"] for row in rows()}

    found = {text: catalogue.recognise_force(text).force for text in expected}

    assert len(expected) > 160
    assert {text: force.slug if force else None for text, force in found.items()} == expected


def test_the_spellings_cover_every_force(catalogue: Catalogue) -> None:
    assert {row["force"] for row in rows()} == set(catalogue.forces)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("All - including BTP", "total"),
        ("All - excluding BTP", "total"),
        ("Total 43 forces", "total"),
        ("Yorkshire and the Humber ", "region"),
        ("Eastern", "region"),
        ("England and Wales", "nation"),
        ("Northern Ireland", "other-force"),
        ("The Lothians and Scottish Borders", "other-force"),
        ("Central Service Secondments", "other-service"),
        ("Avon Fire and Rescue Service", "other-service"),
    ],
)
def test_an_area_beside_the_forces_is_kept_apart(catalogue: Catalogue, text: str, kind: str) -> None:
    found = catalogue.recognise_force(text)

    assert (found.force, found.other and found.other.kind) == (None, kind)


def test_an_unknown_force_is_told_with_the_nearest_names(catalogue: Catalogue) -> None:
    found = catalogue.recognise_force("Noth Wales")

    assert (found.force, found.other) == (None, None)
    assert found.nearest == ("North Wales Police", "South Wales Police")
    assert found.sentence() == (
        "'Noth Wales' is not a force that is known. The nearest names are North Wales Police, South Wales Police. "
        "Correct it, or add it to the names of its force."
    )


def test_a_name_that_resembles_nothing_offers_nothing(catalogue: Catalogue) -> None:
    assert catalogue.recognise_force("Xyz").nearest == ()


@pytest.mark.parametrize("text", ["", "   ", "Police", "Police Service"])
def test_no_name_leads_to_no_force(catalogue: Catalogue, text: str) -> None:
    assert catalogue.recognise_force(text).force is None


def test_every_other_area_bears_no_name_of_a_force(catalogue: Catalogue) -> None:
    names = [name for area in catalogue.other_areas.areas for name in (area.title, *area.other_names)]

    assert [name for name in names if catalogue.find_force(name)] == []
