"""The public files of figures, whole: what their notes say is odd in them is found, and their numbers agree."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.populations import Populations, build_populations
from peelian.records.published.read import read_published
from peelian.records.published.recompute import Recomputation, recompute, recomputed_findings
from peelian.records.published.values import PublishedFile
from tests.records.public_files.places import DATA

RATES = DATA / "stop_search_rates" / "stop-and-search-to-2014-15.csv"
BREATH = DATA / "roads_powers" / "breath_test_data.csv"
WORKFORCE = DATA / "workforce" / "police-workforce-sep19-tables.ods"
SPENDING = DATA / "value_for_money" / "HMICFRS-VFM-2017-open-data-POA.ods"
POPULATIONS = DATA / "geography" / "ukpopestimatesmid2020on2021geography.xls"
LOOKUP = DATA / "geography" / "LAD16_CSP16_PFA16_lookup.csv"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def rates(catalogue: Catalogue) -> PublishedFile:
    return read_published(RATES, catalogue)


@pytest.fixture(scope="module")
def rates_again(rates: PublishedFile) -> Recomputation:
    return recompute(rates)[0]


@pytest.fixture(scope="module")
def workforce(catalogue: Catalogue) -> PublishedFile:
    return read_published(WORKFORCE, catalogue)


@pytest.fixture(scope="module")
def spending(catalogue: Catalogue) -> PublishedFile:
    return read_published(SPENDING, catalogue)


@pytest.fixture(scope="module")
def populations(catalogue: Catalogue) -> Populations:
    return build_populations(POPULATIONS, LOOKUP, catalogue)


def rules(file: PublishedFile) -> Counter[str]:
    return Counter(finding.rule for finding in file.findings)


def test_mid_2020_populations_total_59_719_724_over_43_forces(populations: Populations) -> None:
    assert (populations.total, len(populations.rows), sum(row.districts for row in populations.rows)) == (
        59_719_724,
        43,
        331,
    )


def test_each_population_equals_that_of_the_catalogue(populations: Populations, catalogue: Catalogue) -> None:
    built = {row.force: row.value for row in populations.rows}

    assert built == {force: catalogue.population(force).value for force in built}


def test_the_districts_of_the_catalogue_lead_to_the_same_populations(
    populations: Populations, catalogue: Catalogue
) -> None:
    assert build_populations(POPULATIONS, None, catalogue).rows == populations.rows


def test_the_eight_districts_newer_than_the_lookup_are_each_named(populations: Populations) -> None:
    newer = [
        finding.value for finding in populations.findings if finding.rule == "district-newer-than-lookup"
    ]

    assert sorted(newer) == [
        "E06000058", "E06000059", "E06000060", "E06000061", "E06000062", "E07000244", "E07000245", "E07000246",
    ]  # fmt: skip
    assert populations.faults == ()


def test_every_published_rate_to_2014_15_equals_the_one_worked_out_again(rates_again: Recomputation) -> None:
    assert (len(rates_again.equal), len(rates_again.different)) == (8_609, 0)


def test_every_other_row_of_rates_is_listed_with_its_reason(rates_again: Recomputation) -> None:
    assert rates_again.reasons == {
        "Population of the ethnic group: not applicable": 1_146,
        "Stops and searches of persons: not recorded": 37,
    }
    assert len(rates_again.rows) == 9_792


def test_rates_keep_both_totals_apart_and_the_transport_police_with_the_forces(rates: PublishedFile) -> None:
    assert {value.area for value in rates.apart} == {"All - including BTP", "All - excluding BTP"}
    assert len({value.force for value in rates.of_forces}) == 44


def test_breath_tests_agree_with_their_printed_shares_and_24_parts_exceed_their_whole(
    catalogue: Catalogue,
) -> None:
    file = read_published(BREATH, catalogue)
    results = recompute(file)

    assert (len(file.values), file.findings) == (3 * 7_740, ())
    assert (len(results[0].equal), len(results[0].different), results[0].reasons) == (
        7_739,
        0,
        {"Breath tests is 0": 1},
    )
    assert len(list(recomputed_findings(file, results))) == 25


def test_workforce_tells_the_region_from_the_force_and_its_sums_agree(workforce: PublishedFile) -> None:
    midlands = [
        (value.kind, value.value)
        for value in workforce.values
        if value.area == "West Midlands" and value.measure == "officers-fte" and value.period == "2019-09-30"
    ]

    assert midlands == [("region", Decimal("11058.303575000005")), ("force", Decimal("6405.063575000006"))]
    assert rules(workforce) == {"area-kept-apart": 3, "remarks-below": 10}


def test_workforce_takes_twelve_tables_and_three_dates(workforce: PublishedFile) -> None:
    assert len({value.measure for value in workforce.values}) == 12
    assert {value.period for value in workforce.values} == {"2018-09-30", "2019-03-31", "2019-09-30"}
    assert Counter(value.missing for value in workforce.of_forces)["not available"] == 70


def test_spending_reads_43_forces_across_17_tables_and_tells_their_spellings(spending: PublishedFile) -> None:
    assert len({value.force for value in spending.values}) == 43
    assert len({value.measure for value in spending.values}) == 17
    assert rules(spending) == {
        "mark-on-name": 26,
        "remarks-below": 12,
        "two-spellings": 3,
        "repeated-category": 1,
    }
