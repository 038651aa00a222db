"""The period of a published number, written so that it sorts: 2006/07, 2002-01, 2019-09-30, 2020."""

from __future__ import annotations

import re
from collections.abc import Sequence

from peelian.catalogue.published_formats import PeriodReading

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def read_period(reading: PeriodReading, cells: Sequence[str]) -> str | None:
    """Return the period that the cells of a row tell, or None where they tell none.

    Parameters
    ----------
    reading
        The form in which the file tells its periods.
    cells
        The words of the columns that the format names for it, in their order.
    """
    if reading.form == "fixed":
        return reading.text
    if reading.form == "financial-year":
        return _financial_year(cells[0])
    if reading.form == "month":
        return _month(*cells)
    pattern = r"\d{4}" if reading.form == "year" else r"\d{4}-\d{2}-\d{2}"
    return cells[0] if re.fullmatch(pattern, cells[0]) else None


def _financial_year(text: str) -> str | None:
    """'2006/07' or '2006-07', whose second year follows the first."""
    found = re.fullmatch(r"(\d{4})[/-](\d{2})", text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return f"{found[1]}/{found[2]}"


def _month(year: str, name: str) -> str | None:
    if not re.fullmatch(r"\d{4}", year) or name.casefold() not in MONTHS:
        return None
    return f"{year}-{MONTHS.index(name.casefold()) + 1:02d}"
