"""Values of a tracker in their many spellings: days, and words for how an action stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
STATES: Mapping[str, tuple[str, ...]] = {
    "not-started": ("not started", "to do", "planned", "not begun", "pending"),
    "in-progress": ("in progress", "started", "ongoing", "on-going", "on track", "underway", "under way"),
    "done": ("done", "complete", "completed", "finished", "closed"),
    "stopped": ("stopped", "cancelled", "withdrawn", "no longer needed"),
}
"""Words that forces use for the states of an action."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ](?:\d{1,2}|[A-Za-z]+)[/.\- ]\d{2}")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]+)\.?[\s\-,]+(\d{4})")


class UnreadableValueError(ValueError):
    """The cell holds something that cannot be taken; the message says what to write instead."""


def day_of(cell: Any) -> date:
    """Return the day that a cell stands for.

    Read are days of the spreadsheet itself, 2017-03-02, 2/3/2017 (the day first) and 2 March 2017.

    >>> day_of("2 Mar 2017") == day_of("02/03/2017") == day_of("2017-03-02")
    True
    """
    found = cell.date() if isinstance(cell, datetime) else cell
    if not isinstance(found, date):
        found = _day_of_text(cell)
    if not EARLIEST <= found <= LATEST:
        raise UnreadableValueError(
            f"{found:%Y-%m-%d} lies outside {EARLIEST.year} to {LATEST.year}. Correct the year."
        )
    return found


def _day_of_text(cell: Any) -> date:
    if isinstance(cell, bool) or not isinstance(cell, str):
        raise UnreadableValueError(
            f"'{_shown(cell)}' is a number, not a day. Format the cell as a date, or write 2 March 2017."
        )
    text = cell.strip()
    if match := _ISO.fullmatch(text):
        return _made(text, *match.groups())
    if match := _NUMBERS.fullmatch(text):
        day, month, year = match.groups()
        return _made(text, year, month, day)
    if match := _WORDS.fullmatch(text):
        day, name, year = match.groups()
        months = [number for number, full in enumerate(_MONTHS, 1) if _is_month(name, full)]
        if len(months) == 1:
            return _made(text, year, str(months[0]), day)
    if _SHORT_YEAR.fullmatch(text):
        raise UnreadableValueError(f"'{text}' gives the year with two digits. Write it with four.")
    raise UnreadableValueError(f"'{text}' is no day. Write 2 March 2017, 02/03/2017 or 2017-03-02.")


def _is_month(name: str, full: str) -> bool:
    small = name.casefold()
    return (
        small == full
        or (len(small) >= 3 and full.startswith(small))
        or (small == "sept" and full == "september")
    )


def _made(text: str, year: str, month: str, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError as error:
        if int(month) > 12 and int(day) <= 12:
            raise UnreadableValueError(
                f"'{text}' has no month {int(month)}: days come before months. Write {int(month)}/{int(day)}/{year}, "
                "if that is meant."
            ) from error
        raise UnreadableValueError(f"'{text}' is no day of the calendar. Correct it.") from error


def state_of(cell: Any) -> str:
    """Return the state that a word stands for.

    >>> state_of("Underway"), state_of("Complete")
    ('in-progress', 'done')
    """
    words = " ".join(str(cell).casefold().split())
    for state, names in STATES.items():
        if words == state or words in names:
            return state
    known = "; ".join(names[0].capitalize() for names in STATES.values())
    raise UnreadableValueError(f"'{text_of(cell)}' is no state of an action. Write one of: {known}.")


def text_of(cell: Any) -> str:
    """Return a cell as text on one run of lines; whole numbers without a decimal point."""
    return _shown(cell).strip()


def _shown(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    return str(cell)
