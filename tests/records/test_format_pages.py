"""The reference page of public files."""

from __future__ import annotations

import pytest

from peelian.catalogue import Catalogue, load_catalogue
from peelian.records.format_pages import formats_page


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def lines(catalogue: Catalogue) -> list[str]:
    return formats_page(catalogue, "Printed.").splitlines()


def test_every_format_has_its_heading(catalogue: Catalogue, lines: list[str]) -> None:
    headings = [line.removeprefix("### ") for line in lines if line.startswith("### ")]

    assert headings == [*catalogue.record_formats, *catalogue.published_formats]


@pytest.mark.parametrize(
    "row",
    [
        "| `crime_id` | `Crime ID`, or the name of the file and the number of the row |  |",
        "| `location` | `Location` | No Location is blank |",
        "| `month` | the name of the file |  |",
        "| `force` | `Reported by` | the publisher's name of each force |",
        "| none | `Context` | The publisher leaves it blank. |",
        "| Breath tests (`breath-tests`) | tests | `Number of breath tests` |",
        "| Income (`income`) | thousand pounds | sheets titled `POA - Total income` |",
        "Missing numbers: `..` is not available, `*` is not calculated.",
        "`rate` is worked out again as `stop-and-searches` / `population` x 1,000, rounded half up.",
    ],
)
def test_a_line_tells_where_a_column_or_measure_comes_from(lines: list[str], row: str) -> None:
    assert lines.count(row) >= 1
