"""Bodies beside the forces: what each is there for, on which day under which name, and the strategies it owns."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from peelian.catalogue import ENGLAND_AND_WALES, Catalogue, load_catalogue, validate_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.item("S-215")
@pytest.mark.parametrize("role", ["receives-responses", "supplies-data", "agrees-collections"])
def test_home_office_is_listed_under_each_of_its_roles(catalogue: Catalogue, role: str) -> None:
    assert [body.identifier for body in catalogue.bodies_with_role(role)] == ["home-office"]


@pytest.mark.item("S-218")
@pytest.mark.parametrize("role", ["owns-professional-practice", "reviews-forces"])
def test_college_of_policing_is_listed_under_both_of_its_roles(catalogue: Catalogue, role: str) -> None:
    assert [body.identifier for body in catalogue.bodies_with_role(role)] == ["college-of-policing"]


@pytest.mark.item("S-217")
def test_strategy_of_april_2017_is_found_by_its_owner_with_the_term_it_set(catalogue: Catalogue) -> None:
    (owner,) = catalogue.bodies_with_role("owns-national-strategies")

    (strategy,) = owner.strategies

    assert owner.full_name_on(strategy.agreed_on) == "National Police Chiefs' Council"
    assert (strategy.agreed_on, strategy.agreed_precision) == (date(2017, 4, 1), "month")
    assert [term.preferred for term in catalogue.terms if term.preferred in strategy.terms] == [
        "abuse of position for a sexual purpose"
    ]


@pytest.mark.item("S-219")
def test_population_without_its_source_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ENGLAND_AND_WALES, tmp_path / "regime"))
    populations = folder / "populations.csv"
    head, first, *rest = populations.read_text(encoding="utf-8").splitlines()
    cells = dict(zip(head.split(","), first.split(","), strict=True))
    blank = first.replace(f",{cells['source']},", ",,")
    populations.write_text("\n".join([head, blank, *rest]) + "\n", encoding="utf-8")

    findings = validate_catalogue(folder)

    assert [(each.file, each.line, each.field) for each in findings] == [("populations.csv", 2, "source")]


@pytest.mark.item("S-219")
def test_population_of_mid_2020_names_the_statistics_office(catalogue: Catalogue) -> None:
    (office,) = catalogue.bodies_with_role("supplies-populations")

    population = catalogue.population("cleveland", "mid-2020")

    assert population is not None
    assert office.full_name_on(population.reference_date) == "Office for National Statistics"
    assert "Office for National Statistics" in population.source or "ONS" in population.source
