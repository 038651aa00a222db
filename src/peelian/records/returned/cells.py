"""One cell of a return by the type of its column: its value in its plain form, or the sentence that says what is wrong.

Nothing is mended in silence: a cell that a person would have to guess at is refused with what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from peelian.catalogue.record_tables import NUMERIC, RecordColumn

LONGEST_TEXT = 2_000
EARLIEST, LATEST_YEARS_AHEAD = date(1900, 1, 1), 10
_WHOLE = re.compile(r"-?\d{1,18}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_FIRST_DAY = re.compile(rf"({_MONTH.pattern})-01")
_TRUE, _FALSE = ("true", "yes"), ("false", "no")


class CellFaultError(ValueError):
    """What is wrong with one cell: the rule that it breaks, and the sentence."""

    def __init__(self, rule: str, sentence: str) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.sentence = sentence


def cell_value(
    column: RecordColumn, text: str, forces: Mapping[str, str], today: date, example: date | None = None
) -> str:
    """Return the plain form of a filled cell.

    Parameters
    ----------
    forces
        By every name, code and short name of a force, folded to small letters, its short name.
    today
        Dates far after it are refused.
    example
        A day of the period, by which a sentence shows how months and days are written.

    Raises
    ------
    CellFaultError
        The cell is not what its column takes.
    """
    if column.type == "force":
        return _force(text, forces)
    if column.type == "month":
        return _month(text, example or today)
    if column.type in ("date", "moment"):
        return _dated(column, text, today, example or today)
    return _READERS[column.type](column, text)


def _text(column: RecordColumn, text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise CellFaultError(
            "too-long", f"The text has {len(text):,} signs. Write at most {LONGEST_TEXT:,} of them."
        )
    return text


def _code(column: RecordColumn, text: str) -> str:
    if text not in column.allowed:
        raise CellFaultError(
            "code",
            f"'{_short(text)}' is not one of the values that may stand here. Write one of: {_list(column.allowed)}.",
        )
    return text


def _whole(column: RecordColumn, text: str) -> str:
    if not _WHOLE.fullmatch(text):
        raise CellFaultError(
            "whole", f"'{_short(text)}' is no whole number. Write digits alone, without commas or notes."
        )
    return _in_bounds(column, Decimal(text), str(int(text)))


def _number(column: RecordColumn, text: str) -> str:
    if not _NUMBER.fullmatch(text):
        raise CellFaultError(
            "number", f"'{_short(text)}' is no number. Write digits and a full stop, without commas or signs."
        )
    return _in_bounds(column, Decimal(text), text)


def _in_bounds(column: RecordColumn, value: Decimal, plain: str) -> str:
    if column.minimum is not None and value < column.minimum:
        raise CellFaultError("minimum", f"{plain} is less than {column.minimum}, the least that it can be.")
    if column.maximum is not None and value > column.maximum:
        raise CellFaultError("maximum", f"{plain} is more than {column.maximum}, the most that it can be.")
    return plain


def _flag(column: RecordColumn, text: str) -> str:
    told = text.casefold()
    if told not in (*_TRUE, *_FALSE):
        raise CellFaultError(
            "flag",
            f"'{_short(text)}' is neither true nor false. Leave the cell empty where it is not recorded.",
        )
    return "true" if told in _TRUE else "false"


def month_of_first_day(text: str) -> str | None:
    """The month of a day that is the first of its month, as a spreadsheet turns 2026-03 into a day; else None.

    >>> month_of_first_day("2026-03-01"), month_of_first_day("2026-03-31")
    ('2026-03', None)
    """
    told = _FIRST_DAY.fullmatch(text)
    return told and told[1]


def _month(text: str, example: date) -> str:
    if not _MONTH.fullmatch(text):
        raise CellFaultError(
            "month", f"'{_short(text)}' is no month. Write year and month, such as {example:%Y-%m}."
        )
    return text


def _dated(column: RecordColumn, text: str, today: date, example: date) -> str:
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        form = f"{example:%Y-%m-%d}" if column.type == "date" else f"{example:%Y-%m-%d}T14:05"
        raise CellFaultError(
            column.type, f"'{_short(text)}' is no {column.type}. Write it as {form}."
        ) from error
    day = value.date()
    if not EARLIEST <= day <= today.replace(year=today.year + LATEST_YEARS_AHEAD, day=1):
        raise CellFaultError("far-date", f"{day.isoformat()} cannot be right. Look at the year.")
    if column.type == "date":
        return day.isoformat()
    in_utc = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return in_utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _force(text: str, forces: Mapping[str, str]) -> str:
    slug = forces.get(text.casefold())
    if slug is None:
        raise CellFaultError(
            "force", f"'{_short(text)}' is no force of the list. Write its short name, such as cleveland."
        )
    return slug


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}..."


def _list(allowed: tuple[str, ...]) -> str:
    return ", ".join(allowed[:20]) + (", and others" if len(allowed) > 20 else "")


_READERS: Mapping[str, Callable[[RecordColumn, str], str]] = {
    "text": _text,
    "reference": _text,
    "code": _code,
    "flag": _flag,
    "whole": _whole,
    **{kind: _number for kind in NUMERIC if kind != "whole"},
}
