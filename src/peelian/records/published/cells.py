"""One cell of a published table: words without their marks, numbers as printed, and why a number is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

BLANK = "blank"
NUMBER = re.compile(r"^[+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$")
MARK = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*[a-z][^)]*\)|[*†‡]+)$", re.IGNORECASE)
"""A mark that hangs on a number: '1,204*', '31 (r)', '12 [note 3]'; digits in round brackets are not taken for one."""


@dataclass(frozen=True)
class NumberCell:
    """A number, or why there is none: a known word for missing, or a fault; `mark` is what hung on it."""

    value: Decimal | None = None
    missing: str = ""
    mark: str = ""
    fault: str = ""


def words(cell: object) -> str:
    """Return the text of a cell on one line, without the blanks around it; a date as year, month and day.

    >>> words("West Northamptonshire\\xa0")
    'West Northamptonshire'
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def read_number(cell: object, missing: Mapping[str, str]) -> NumberCell:
    """Read a cell that should hold a number.

    Parameters
    ----------
    cell
        Text, or what the workbook holds.
    missing
        What stands in a cell without a number, and what it means, such as '..' for not available.
    """
    if isinstance(cell, bool):
        return NumberCell(fault=f"'{cell}' is a truth value")
    if isinstance(cell, int | float):
        return _of_workbook(cell)
    text = words(cell)
    if not text:
        return NumberCell(missing=BLANK)
    if text in missing:
        return NumberCell(missing=missing[text])
    mark = MARK.search(text)
    digits = text[: mark.start()] if mark else text
    percent = digits.endswith("%")
    value = _decimal(digits.removesuffix("%").strip())
    if value is None:
        return NumberCell(fault=f"'{text}' is not a number")
    return NumberCell(value=value, mark=(mark.group().strip() if mark else "") or ("%" if percent else ""))


def _of_workbook(cell: float) -> NumberCell:
    try:
        value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    except InvalidOperation:
        return NumberCell(fault=f"'{cell}' is not a number")
    if not value.is_finite():
        return NumberCell(fault=f"'{cell}' is not a finite number")
    return NumberCell(value=value.to_integral_value() if value == value.to_integral_value() else value)


def _decimal(text: str) -> Decimal | None:
    """Return the number of a text whose commas, if any, part thousands; None where they do not."""
    if not NUMBER.match(text):
        return None
    return Decimal(text.replace(",", ""))
