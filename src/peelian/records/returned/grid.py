"""A file of a return as it stands: a header and rows of text, each with its number in the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePath

from peelian.records.intake.text_files import DELIMITERS, decoded, encoding_of
from peelian.rules.typed_text import kept_text
from peelian.workbooks.bounds import Bounds
from peelian.workbooks.reading import WorkbookError, opened_workbook

MOST_ROWS = 20_000
MOST_COLUMNS = 200
TABLE_ENDINGS = (".csv", ".xlsx", ".ods")
GUIDE_SHEET = "What to fill in"
"""The sheet of an empty table that says what each column takes; it is no part of a return."""
_BOUNDS = Bounds(sheets=1, rows=MOST_ROWS + 1_000, columns=MOST_COLUMNS)
"""A few more rows than a return may have, for lines above its header and empty ones."""
UTF_8 = ("utf-8", "utf-8-sig")
_BEGINNINGS_READ = 4_096


class UnreadableTableError(Exception):
    """A file that holds no table that can be read; the sentence says why and what to do."""


@dataclass(frozen=True)
class GridRow:
    """One row and its number, counted from the first line of the file."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The first table of a file.

    Parameters
    ----------
    unread
        Names of further sheets that hold something.
    encoding, delimiter
        As what a text was read, where it is one.
    """

    header: tuple[str, ...]
    rows: tuple[GridRow, ...]
    unread: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","


def read_grid(name: str, data: bytes) -> Grid:
    """Read the first table of a CSV, XLSX or ODS file whose content was checked to be of that kind.

    Raises
    ------
    UnreadableTableError
        The file is of another kind, holds no header, or is too large for a return.
    """
    ending = PurePath(name).suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise UnreadableTableError(
            f"'{name}' is no table that returns are read from. Send one that ends in {', '.join(TABLE_ENDINGS)}."
        )
    if ending == ".csv":
        return _csv(name, data)
    return _workbook(data, ending)


def text_in_utf8(name: str, data: bytes) -> bytes:
    """Return a CSV file in another encoding in UTF-8, for checks that read no other; anything else as it is."""
    if PurePath(name).suffix.lower() != ".csv":
        return data
    encoding = encoding_of(data)
    if encoding is None or encoding in UTF_8:
        return data
    return decoded(data, encoding).encode()


def _csv(name: str, data: bytes) -> Grid:
    """Encodings and delimiters are told as the intake of records tells them."""
    encoding = encoding_of(data)
    if encoding is None:
        raise UnreadableTableError(
            f"'{name}' holds no text. Save the table as CSV in UTF-8, and send it again."
        )
    text = decoded(data, encoding)
    delimiter = max(DELIMITERS, key=lambda sign: _width(text[:_BEGINNINGS_READ], sign))
    try:
        read = _grid(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableTableError(
            f"'{name}' cannot be read as a table: {error}. Save it as CSV again."
        ) from error
    return replace(read, encoding=encoding, delimiter=delimiter)


def _width(beginning: str, delimiter: str) -> int:
    """How many cells the first filled line has with a delimiter."""
    lines = csv.reader(io.StringIO(beginning, newline=""), delimiter=delimiter)
    return next((len(cells) for cells in lines if any(cell.strip() for cell in cells)), 0)


def _workbook(data: bytes, ending: str) -> Grid:
    try:
        with opened_workbook(data, ending, _BOUNDS) as sheets:
            read = _grid([_cell_text(cell) for cell in row] for row in sheets[0].rows())
    except WorkbookError as error:
        raise UnreadableTableError(str(error)) from error
    further = tuple(sheet.name for sheet in sheets[1:] if sheet.name != GUIDE_SHEET and sheet.filled)
    return Grid(read.header, read.rows, further)


def _grid(lines: Iterable[list[str]]) -> Grid:
    header: tuple[str, ...] = ()
    rows: list[GridRow] = []
    for number, line in enumerate(lines, start=1):
        cells = tuple(kept_text(cell).strip() for cell in line)
        if not any(cells):
            continue
        if not header:
            header = cells
            continue
        rows.append(GridRow(number, cells))
        if len(rows) > MOST_ROWS:
            raise UnreadableTableError(
                f"The table has more than {MOST_ROWS:,} rows, the most that a return may have. Send it added up."
            )
    if not header:
        raise UnreadableTableError("The table is empty. Fill in the template and send it.")
    if len(header) > MOST_COLUMNS:
        raise UnreadableTableError(_too_wide(len(header)))
    return Grid(header, tuple(rows))


def _too_wide(width: int) -> str:
    return (
        f"The table is {width:,} columns wide, more than the {MOST_COLUMNS} that are read. "
        "Keep the columns of the template."
    )


def _cell_text(cell: object) -> str:
    """A cell of a sheet as a person would write it into a CSV file."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
