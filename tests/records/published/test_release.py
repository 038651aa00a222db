"""One measure of a public file as a table of forces."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.read import read_published
from peelian.records.published.release import COLUMNS, release_rows
from peelian.records.published.values import PublishedFile
from peelian.stats.errors import StatsError
from tests.records.published.files import RATES_HEADER, rate_row, write_csv


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def rates(tmp_path: Path, catalogue: Catalogue) -> PublishedFile:
    rows = [
        rate_row("Kent", "10", "1,000", "10.00", "2013/14"),
        rate_row("Kent", "20", "1,000", "20.00"),
        rate_row("BTP", "5", "N/A", "N/A"),
        rate_row("All - including BTP", "25", "1,000", "25.00"),
    ]
    return read_published(write_csv(tmp_path / "rates.csv", [RATES_HEADER, *rows]), catalogue)


def test_a_ratio_comes_with_its_parts_and_a_missing_one_with_its_reason(rates: PublishedFile) -> None:
    rows = release_rows(rates, "rate", "2014/15", {"Ethnicity": "All"})

    assert [tuple(row[name] for name in COLUMNS) for row in rows] == [
        ("kent", "20", "1000", "20.00", ""),
        ("btp", "5", "", "", "Not applicable"),
    ]


def test_a_count_has_no_parts(rates: PublishedFile) -> None:
    assert release_rows(rates, "stop-and-searches", "2013/14") == [
        {"force": "kent", "numerator": "", "denominator": "", "value": "10", "reason": ""}
    ]


def test_several_values_of_a_force_are_refused_with_what_is_open(rates: PublishedFile) -> None:
    with pytest.raises(StatsError) as refused:
        release_rows(rates, "rate")

    assert (refused.value.code, refused.value.message) == (
        "choice-open",
        "kent has 2 values. Choose one of each: period: 2013/14, 2014/15.",
    )


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            ("rates", None, {}),
            "There is no measure 'rates' here. Choose one of: stop-and-searches, population, rate.",
        ),
        (("rate", "2020/21", {}), "There is no period '2020/21' here. Choose one of: 2013/14, 2014/15."),
        (("rate", None, {"Ethnicity": "Any"}), "There is no Ethnicity 'Any' here. Choose one of: All."),
        (
            ("rate", None, {"Gender": "Male"}),
            "There is no group 'Gender' here. Choose one of: Ethnicity, Ethnicity_type.",
        ),
    ],
)
def test_what_the_file_does_not_hold_is_refused_with_what_it_holds(
    rates: PublishedFile, choice: tuple[str, str | None, dict[str, str]], message: str
) -> None:
    with pytest.raises(StatsError) as refused:
        release_rows(rates, *choice)

    assert (refused.value.code, refused.value.message) == (
        "choice-unknown",
        message,
    )
