"""The cell of a record as SQL: whether it is plainly right, what it says, and the value that it becomes.

Two readings agree and differ in cost. `plain` is true of cells in the form that the table asks for; nearly all
cells are of that form, and the engine tells them as fast as it can read them. What is not plain is read again
with `value`, which knows the other forms that may be accepted with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from peelian.catalogue.force_names import RecognisedName
from peelian.catalogue.record_tables import ColumnType, RecordColumn
from peelian.records.duck import quoted_text
from peelian.records.schema import SQL_TYPES

ERRORS = ("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!")
"""What a spreadsheet writes into a cell whose formula has no value."""
TOKENS_IN_TEXT = ("-", "--", ".", "..", "...", "n/a", "null", "nan", *ERRORS)
"""What people write into a cell of text that says nothing."""
TOKENS = (
    *TOKENS_IN_TEXT,
    "na",
    "none",
    "nil",
    "unknown",
    "not known",
    "not recorded",
    "not available",
    "tbc",
    "?",
    "*",
)
"""What people write into any other cell that says nothing."""

EARLIEST = date(1970, 1, 2)
"""Days before it are placeholders of machines: 1 January 1900 and 1 January 1970."""
YEARS_AHEAD = 20
"""How far ahead the day may lie by which something is due."""

TRUE = ("true", "yes", "y", "t", "1")
FALSE = ("false", "no", "n", "f", "0")

SAME: tuple[ColumnType, ...] = ("text", "reference", "code", "force")
"""Types of column whose plain value is the text of the cell."""

_GROUPED = r"\d{1,3}(?:,\d{3})+"
WHOLE = rf"[+-]?(?:\d+|{_GROUPED})(?:\.0+)?"
NUMBER = rf"[+-]?(?:(?:\d+|{_GROUPED})(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
MONEY = rf"[+-]?(?:(?:\d+|{_GROUPED})(?:\.\d{{0,2}}0*)?|\.\d{{1,2}}0*)"
GROUPED = rf"[+-]?{_GROUPED}(?:\.\d+)?"
"""A number whose thousands are parted by commas."""
_DAY = r"\d{4}-\d{2}-\d{2}"
DATE = rf"{_DAY}(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
MOMENT = rf"{_DAY}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?(?:Z|[+-]\d{{2}}(?::?\d{{2}})?)?)?"
MONTH = r"\d{4}-\d{2}(?:-01)?"

DAY_FIRST_DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y")
DAY_FIRST_MOMENTS = tuple(
    f"{day}{time}" for day in DAY_FIRST_DATES for time in (" %H:%M:%S", " %H:%M", "T%H:%M:%S", "")
)


@dataclass(frozen=True)
class Known:
    """What the reading of cells depends on beside their column.

    `forces` leads from each way in which a force may be written to its short name, and `recognise` says what
    any name is.
    """

    today: date
    forces: Mapping[str, str]
    recognise: Callable[[str], RecognisedName]

    def end(self, column: RecordColumn) -> date:
        """Return the first day that a column can no longer hold."""
        last = date(self.today.year + YEARS_AHEAD, 12, 31) if column.ahead else self.today
        return last + timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """The SQL of one cell in three states: as it stands, what it says, and the value that it becomes."""

    raw: str
    said: str
    value: str

    @classmethod
    def of(cls, column: RecordColumn, raw: str, known: Known) -> Cell:
        """Return a cell whose states are worked out from its text."""
        return cls(raw, said(column, raw), value(column, raw, known))


def plain(column: RecordColumn, cell: str, known: Known, held: str = "") -> str:
    """Return the SQL that is true where a cell is in the form that its column asks for.

    A blank cell is plain where the column may be blank. Bounds, plausible days and codes are part of the form.
    Of a cell that is not plain the answer is false or null.

    Parameters
    ----------
    held
        Where the plain value has been worked out already, so that it is not worked out again.
    """
    test = _PLAIN[column.type](column, cell, held or plain_value(column, cell), known)
    return f"({test})" if column.required else f"({cell} IS NULL OR ({test}))"


def plain_value(column: RecordColumn, cell: str) -> str:
    """Return the SQL of the value of a plain cell."""
    if column.type in SAME:
        return cell
    if column.type == "month":
        return f"TRY_CAST({cell} || '-01' AS DATE)"
    return f"TRY_CAST({cell} AS {SQL_TYPES[column.type]})"


def says_nothing(column: RecordColumn, cell: str) -> str:
    """Return the SQL that is true where a cell is blank or holds a word for it."""
    return f"({cell} IS NULL OR lower(trim({cell})) IN ('', {_texts(tokens(column))}))"


def tokens(column: RecordColumn) -> tuple[str, ...]:
    """Return the words that count as blank in a column, small; a code of the column is none of them."""
    allowed = {code.lower() for code in column.allowed}
    words = TOKENS_IN_TEXT if column.type in ("text", "reference") else TOKENS
    return tuple(word for word in words if word not in allowed)


def said(column: RecordColumn, cell: str) -> str:
    """Return the SQL of what a cell says, without space around it; null where it says nothing."""
    return f"(CASE WHEN {says_nothing(column, cell)} THEN NULL ELSE trim({cell}) END)"


def value(column: RecordColumn, cell: str, known: Known) -> str:
    """Return the SQL of the value of a cell in any form that is accepted; null where it is in none."""
    text = said(column, cell)
    if column.type == "force":
        # A map and no CASE, which the engine would plan with a copy of the text for every force.
        slugs = ", ".join(f"{quoted_text(name)}: {quoted_text(slug)}" for name, slug in known.forces.items())
        return f"(MAP {{{slugs}}}[{text}])"
    return _VALUES[column.type](text)


def matches(text: str, pattern: str) -> str:
    """Return the SQL that is true where a whole text is of a pattern."""
    return f"regexp_full_match({text}, {quoted_text(pattern)})"


def day_first(column: RecordColumn, text: str) -> str:
    """Return the SQL of a date or moment whose day is written before the month; null where it is not."""
    formats = DAY_FIRST_MOMENTS if column.type == "moment" else DAY_FIRST_DATES
    return f"try_strptime({text}, [{_texts(formats)}])"


def _texts(words: tuple[str, ...]) -> str:
    return ", ".join(quoted_text(word) for word in words)


def _plain_text(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    # What begins with space, or is empty, sorts before every sign that can be seen.
    longest = max(len(word) for word in TOKENS_IN_TEXT)
    no_token = f"(strlen({cell}) > {longest} OR lower({cell}) NOT IN ({_texts(TOKENS_IN_TEXT)}))"
    no_formula = f"({cell} >= 'A' OR {cell}[1] NOT IN ('=', '@', '+', '-'))"
    return f"{cell} >= '!' AND {no_token} AND {no_formula} AND NOT ends_with({cell}, ' ')"


def _plain_force(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    # A map and no list of words, which the engine would compare with each word in turn.
    short = ", ".join(f"{quoted_text(name)}: true" for name, slug in known.forces.items() if name == slug)
    return f"map_contains(MAP {{{short}}}, {cell})"


def _plain_code(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    return f"{cell} IN ({_texts(column.allowed)})"


def _plain_whole(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    # A whole number in its only spelling: the engine itself would read 12.5 as 13.
    return f"CAST({held} AS VARCHAR) = {cell}{_bounds(column, held)}"


def _plain_number(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    bounded = column.minimum is not None and column.maximum is not None
    # No infinity lies between two bounds.
    finite = "true" if bounded else f"isfinite({held})"
    return f"{finite} AND NOT contains({cell}, '_'){_bounds(column, held)}"


def _plain_money(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    return f"{matches(cell, MONEY)} AND {held} IS NOT NULL{_bounds(column, held)}"


def _plain_flag(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    # The engine knows the words of `TRUE` and `FALSE` in any capitals, and no other.
    return f"{held} IS NOT NULL"


def _plain_date(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    return f"CAST({held} AS VARCHAR) = {cell} AND {_plausible(held, column, known)}"


def _plain_moment(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    # The engine drops an offset without a word, so that only moments of universal time are plain.
    naive = f"(strlen({cell}) = 19 AND substr({cell}, 17, 1) = ':')"
    marked = f"(strlen({cell}) = 20 AND ends_with({cell}, 'Z'))"
    offset = f"(strlen({cell}) = 25 AND ends_with({cell}, '+00:00'))"
    return f"{_plausible(held, column, known)} AND ({naive} OR {marked} OR {offset})"


def _plain_month(column: RecordColumn, cell: str, held: str, known: Known) -> str:
    return f"strlen({cell}) = 7 AND {_plausible(held, column, known)}"


def _plausible(value: str, column: RecordColumn, known: Known) -> str:
    """A day between the first and the last that are allowed, in one comparison so that it is worked out once."""
    last = known.end(column) - timedelta(days=1)
    if column.type == "moment":
        return f"{value} BETWEEN TIMESTAMP '{EARLIEST}' AND TIMESTAMP '{last} 23:59:59.999999'"
    return f"{value} BETWEEN DATE '{EARLIEST}' AND DATE '{last}'"


def _bounds(column: RecordColumn, number: str) -> str:
    if column.minimum is not None and column.maximum is not None:
        return f" AND {number} BETWEEN {column.minimum} AND {column.maximum}"
    least = "" if column.minimum is None else f" AND {number} >= {column.minimum}"
    most = "" if column.maximum is None else f" AND {number} <= {column.maximum}"
    return least + most


def _when(text: str, pattern: str, then: str) -> str:
    return f"(CASE WHEN {matches(text, pattern)} THEN {then} END)"


def _whole(text: str) -> str:
    return _when(text, WHOLE, f"TRY_CAST(split_part(replace({text}, ',', ''), '.', 1) AS BIGINT)")


def _number(text: str) -> str:
    return _when(text, NUMBER, f"TRY_CAST(replace({text}, ',', '') AS DOUBLE)")


def _money(text: str) -> str:
    return _when(text, MONEY, f"TRY_CAST(replace({text}, ',', '') AS DECIMAL(18, 2))")


def _flag(text: str) -> str:
    small = f"lower({text})"
    return (
        f"(CASE WHEN {small} IN ({_texts(TRUE)}) THEN true WHEN {small} IN ({_texts(FALSE)}) THEN false END)"
    )


def _date(text: str) -> str:
    formats = _texts(DAY_FIRST_DATES)
    iso = _when(text, DATE, f"TRY_CAST(left({text}, 10) AS DATE)")
    return f"coalesce({iso}, CAST(try_strptime({text}, [{formats}]) AS DATE))"


def _moment(text: str) -> str:
    iso = _when(text, MOMENT, f"CAST(TRY_CAST({text} AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS TIMESTAMP)")
    return f"coalesce({iso}, try_strptime({text}, [{_texts(DAY_FIRST_MOMENTS)}]))"


def _month(text: str) -> str:
    return _when(text, MONTH, f"TRY_CAST(left({text}, 7) || '-01' AS DATE)")


def _same(text: str) -> str:
    return text


_PLAIN: dict[ColumnType, Callable[[RecordColumn, str, str, Known], str]] = {
    "text": _plain_text,
    "reference": _plain_text,
    "force": _plain_force,
    "code": _plain_code,
    "whole": _plain_whole,
    "number": _plain_number,
    "money": _plain_money,
    "flag": _plain_flag,
    "date": _plain_date,
    "moment": _plain_moment,
    "month": _plain_month,
}
_VALUES: dict[ColumnType, Callable[[str], str]] = {
    "text": _same,
    "reference": _same,
    "code": _same,
    "whole": _whole,
    "number": _number,
    "money": _money,
    "flag": _flag,
    "date": _date,
    "moment": _moment,
    "month": _month,
}
