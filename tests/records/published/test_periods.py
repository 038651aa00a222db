"""The period that a row of a published table tells."""

from __future__ import annotations

import pytest

from peelian.catalogue.published_formats import PeriodForm, PeriodReading
from peelian.records.published.periods import read_period


@pytest.mark.parametrize(
    ("form", "cells", "expected"),
    [
        ("financial-year", ("2006/07",), "2006/07"),
        ("financial-year", ("1999-00",), "1999/00"),
        ("financial-year", ("2006/08",), None),
        ("financial-year", ("2006",), None),
        ("month", ("2002", "January"), "2002-01"),
        ("month", ("2002", "december"), "2002-12"),
        ("month", ("2002", "Januar"), None),
        ("month", ("02", "January"), None),
        ("year", ("2016",), "2016"),
        ("year", ("16",), None),
        ("day", ("2019-09-30",), "2019-09-30"),
        ("day", ("30 September",), None),
    ],
)
def test_a_period_is_read_or_told_as_none(
    form: PeriodForm, cells: tuple[str, ...], expected: str | None
) -> None:
    assert read_period(PeriodReading(form=form), cells) == expected


def test_a_fixed_period_is_the_same_for_every_row() -> None:
    assert read_period(PeriodReading(form="fixed", text="mid-2020"), ()) == "mid-2020"
