"""Cells of published tables: numbers as printed, and why a number is missing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from peelian.records.published.cells import NumberCell, read_number, words

MISSING = {"..": "not available", "-": "not recorded", "N/A": "not applicable"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("15,018", NumberCell(value=Decimal(15018))),
        (" 1,599,555 ", NumberCell(value=Decimal(1599555))),
        ("9.39", NumberCell(value=Decimal("9.39"))),
        (533149, NumberCell(value=Decimal(533149))),
        (107402.0, NumberCell(value=Decimal(107402))),
        (5397.6694, NumberCell(value=Decimal("5397.6694"))),
        ("-3", NumberCell(value=Decimal(-3))),
        ("1.5e-05", NumberCell(value=Decimal("0.000015"))),
        ("1,204*", NumberCell(value=Decimal(1204), mark="*")),
        ("31 (r)", NumberCell(value=Decimal(31), mark="(r)")),
        ("12 [note 3]", NumberCell(value=Decimal(12), mark="[note 3]")),
        ("87%", NumberCell(value=Decimal(87), mark="%")),
    ],
)
def test_a_number_is_read_as_it_is_printed(cell: object, expected: NumberCell) -> None:
    assert read_number(cell, MISSING) == expected


@pytest.mark.parametrize(
    ("cell", "reason"),
    [(" N/A ", "not applicable"), (" -   ", "not recorded"), ("..", "not available"), ("", "blank"), (" ", "blank"),
     (None, "blank")],
)  # fmt: skip
def test_a_missing_number_keeps_its_reason(cell: object, reason: str) -> None:
    assert read_number(cell, MISSING) == NumberCell(missing=reason)


@pytest.mark.parametrize(
    "cell",
    [
        "1,2345",
        "12,34",
        "many",
        "1 204",
        "1.2.3",
        "--",
        "+",
        "e5",
        "1e5000",
        float("nan"),
        float("inf"),
        True,
        "*",
    ],
)
def test_what_is_no_number_is_a_fault_and_never_a_guess(cell: object) -> None:
    read = read_number(cell, MISSING)

    assert (read.value, read.missing, bool(read.fault)) == (None, "", True)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("West Northamptonshire\u00a0", "West Northamptonshire"),
        (" Number of\nstop and searches ", "Number of stop and searches"),
        (2019.0, "2019"),
        (datetime(2019, 9, 30), "2019-09-30"),
        (None, ""),
    ],
)
def test_words_stand_on_one_line_without_blanks_around_them(cell: object, expected: str) -> None:
    assert words(cell) == expected
