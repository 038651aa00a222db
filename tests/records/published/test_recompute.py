"""Printed ratios worked out again from the numbers beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.published.read import read_published
from peelian.records.published.recompute import Recomputation, recompute, recomputed_findings
from tests.records.published.files import BREATH_HEADER, RATES_HEADER, rate_row, write_csv


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def worked_out(path: Path, catalogue: Catalogue) -> tuple[Recomputation, list[str]]:
    file = read_published(path, catalogue)
    (result,) = recompute(file)
    return result, [finding.sentence for finding in recomputed_findings(file, (result,))]


def test_each_row_is_equal_different_or_has_its_reason(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write_csv(
        tmp_path / "rates.csv",
        [
            RATES_HEADER,
            rate_row("Avon & Somerset", "15,018", "1,599,555", "9.39"),
            rate_row("Kent", "100", "1,000", "99.00"),
            rate_row("BTP", "5", "N/A", "N/A"),
            rate_row("Essex", "-", "1,000", "-"),
            rate_row("Surrey", "5", "0", "1"),
        ],
    )

    result, faults = worked_out(path, catalogue)

    assert [row.row for row in result.equal] == [2]
    assert [(row.row, str(row.printed), str(row.worked_out)) for row in result.different] == [
        (3, "99.00", "100.00")
    ]
    assert [(row.row, row.reason) for row in result.not_compared] == [
        (4, "Population of the ethnic group: not applicable"),
        (5, "Stops and searches of persons: not recorded"),
        (6, "Population of the ethnic group is 0"),
    ]
    assert faults == [
        "99.00 is printed for Kent, 2014/15, and 100 of 1,000 gives 100.00. Ask the publisher which is right."
    ]


def test_half_a_unit_of_the_last_decimal_is_rounded_up(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write_csv(tmp_path / "rates.csv", [RATES_HEADER, rate_row("Kent", "1", "200,000", "0.01")])

    assert [str(row.worked_out) for row in worked_out(path, catalogue)[0].equal] == ["0.01"]


def test_a_part_that_is_larger_than_its_whole_is_a_fault_even_where_the_ratio_agrees(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    rows = [
        ["2003", "Sussex", "Q3 Jul-Sep", "July", "0", "162", "0"],
        ["2004", "Gwent", "Q3 Jul-Sep", "July", "88", "116", "131.8181818"],
        ["2004", "Kent", "Q3 Jul-Sep", "July", "200", "25", "12.5"],
    ]
    path = write_csv(tmp_path / "breath.csv", [BREATH_HEADER, *rows])

    result, faults = worked_out(path, catalogue)

    assert (len(result.equal), len(result.different), result.reasons) == (2, 0, {"Breath tests is 0": 1})
    assert faults == [
        "162 of 0 is printed for Sussex, 2003-07: the part is larger than the whole. Ask the publisher for the right "
        "numbers.",
        "116 of 88 is printed for Gwent, 2004-07: the part is larger than the whole. Ask the publisher for the right "
        "numbers.",
    ]


def test_the_outcome_is_told_in_words(tmp_path: Path, catalogue: Catalogue) -> None:
    path = write_csv(
        tmp_path / "rates.csv",
        [RATES_HEADER, rate_row("Kent", "1", "2", "500"), rate_row("BTP", "5", "N/A", "N/A")],
    )

    assert worked_out(path, catalogue)[0].sentence() == (
        "Stops and searches per 1,000 population: 1 worked out again equal the printed value, 0 differ, "
        "and 1 cannot be compared (1: Population of the ethnic group: not applicable)."
    )
