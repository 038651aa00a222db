"""Reading a force's own tracker: the table in a workbook or CSV file, whatever stands above it and however it is named.

Trackers are made by hand. The heading need not be the first row, columns go by many names, and one cell may be
merged over several rows; each row comes out as plain values under known names, with its number in the spreadsheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peelian.rules.typed_text import kept_text
from peelian.workbooks.bounds import Bounds, Cell
from peelian.workbooks.reading import WorkbookError, opened_workbook

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reference": ("reference", "ref", "ref no", "no", "number", "id", "action ref", "tracker ref"),
    "item": (
        "item",
        "recommendation",
        "area for improvement",
        "afi",
        "recommendation or afi",
        "recommendation/afi",
        "cause of concern",
        "improvement area",
    ),
    "title": ("action", "action title", "title", "activity", "what"),
    "text": ("description", "details", "detail", "notes on action"),
    "owner": ("owner", "action owner", "lead", "lead officer", "responsible", "who"),
    "starts_on": ("start", "start date", "started", "started on", "begins"),
    "due": ("due", "due date", "deadline", "target date", "by when", "complete by"),
    "state": ("status", "state", "progress status"),
    "done_on": ("completed", "completed on", "date completed", "completion date", "done on"),
    "evidence": ("evidence", "evidence of completion", "proof"),
    "due_reason": ("reason for new date", "reason for change", "reason for delay", "why the date moved"),
    "update": ("update", "latest update", "progress", "commentary", "position"),
    "updated_on": ("update date", "updated", "updated on", "date of update", "last updated"),
}
"""What each column may be called, in small letters; the first name is ours."""

NEEDED = ("item", "title", "owner", "due")
NEEDED_WORDS = {
    "item": "the item that each action serves",
    "title": "what is done",
    "owner": "who owns it",
    "due": "the day by which it is done",
}
HEADING_WITHIN = 30
"""The heading is looked for in so many first rows."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200


class TrackerError(Exception):
    """The file cannot be read as a tracker; the message says what to do."""


@dataclass(frozen=True)
class TrackerRow:
    """One row of the table: its number as the spreadsheet counts, and its filled cells by column."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class TrackerFault:
    """Something in the table that cannot be taken: where, what stands there, and what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class TrackerTable:
    """The rows of a tracker, the faults of its shape, and what was done about the rest."""

    name: str
    headings: Mapping[str, str]
    rows: tuple[TrackerRow, ...]
    faults: tuple[TrackerFault, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass
class _Grid:
    """Cells as they stand, with the ranges that are merged: first and last row and column, from 0."""

    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    sheet: str = ""
    others: tuple[str, ...] = ()


def read_tracker(name: str, data: bytes) -> TrackerTable:
    """Read the table of a tracker.

    Raises
    ------
    TrackerError
        The file is of another kind, or no row of it names the columns that are needed.
    """
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if ending not in ("xlsx", "ods", "csv"):
        raise TrackerError(f"'{name}' is no XLSX, ODS or CSV file. Save the tracker in one of these formats.")
    grids = [_csv_grid(name, data)] if ending == "csv" else _sheets(name, data, f".{ending}")
    for grid in grids:
        place = _heading_row(grid.rows)
        if place is not None:
            return _table(name, grid, place)
    raise TrackerError(_no_heading(name, grids))


def _no_heading(name: str, grids: Iterable[_Grid]) -> str:
    """Say which columns are missing: of the row that comes nearest to a heading, or of any."""
    found = [
        (set(NEEDED) & set(_known_columns(row).values()), number, [str(cell).strip() for cell in row])
        for grid in grids
        for number, row in enumerate(grid.rows[:HEADING_WITHIN], start=1)
    ]
    named, number, cells = max(found, key=lambda each: len(each[0]), default=(set(), 0, []))
    missing = "; ".join(
        f"{NEEDED_WORDS[column]} ({', '.join(_titled(other) for other in COLUMNS[column][:4])})"
        for column in NEEDED
        if column not in named
    )
    if not named:
        return f"No row of '{name}' is a heading with the columns that are needed: {missing}. Add one."
    read = ", ".join(cell for cell in cells if cell)
    return f"The heading of '{name}' in row {number} ({read}) has no column for {missing}. Add it."


def _titled(words: str) -> str:
    return "AFI" if words == "afi" else words.capitalize()


def _csv_grid(name: str, data: bytes) -> _Grid:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrackerError(
            f"'{name}' is not in UTF-8 (byte {error.start}). Save it again as CSV in UTF-8."
        ) from error
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = [
            [_kept(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        ]
    except csv.Error as error:
        raise TrackerError(f"'{name}' cannot be read as CSV: {error}.") from error
    return _bounded(name, _Grid(rows))


def _sheets(name: str, data: bytes, ending: str) -> list[_Grid]:
    """Every sheet that has a cell, in order."""
    try:
        with opened_workbook(data, ending, Bounds(rows=MOST_ROWS, columns=MOST_COLUMNS)) as sheets:
            return [
                _Grid(
                    [[_kept(cell) for cell in row] for row in sheet.rows()],
                    list(sheet.merged),
                    sheet.name,
                    tuple(other.name for other in sheets if other is not sheet),
                )
                for sheet in sheets
            ]
    except WorkbookError as error:
        raise TrackerError(f"'{name}' cannot be read. {error}") from error


def _kept(cell: Cell) -> Cell:
    """A cell with what can be seen of its text."""
    return kept_text(cell) if isinstance(cell, str) else cell


def _bounded(name: str, grid: _Grid) -> _Grid:
    width = max((len(row) for row in grid.rows), default=0)
    if len(grid.rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise TrackerError(
            f"'{name}' reaches over {len(grid.rows):,} rows and {width:,} columns; at most {MOST_ROWS:,} and "
            f"{MOST_COLUMNS} are read. Delete what lies far out, or send the tracker in parts."
        )
    return grid


def _heading_row(rows: Sequence[Sequence[Any]]) -> int | None:
    for place, row in enumerate(rows[:HEADING_WITHIN]):
        if set(NEEDED) <= set(_known_columns(row).values()):
            return place
    return None


def _known_columns(row: Iterable[Any]) -> dict[int, str]:
    """Which cells of a heading are known columns; the first of two with the same meaning counts."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        words = " ".join(str(cell).casefold().replace(".", "").split())
        name = next((name for name, names in COLUMNS.items() if words in names), None)
        if name is not None and name not in found.values():
            found[place] = name
    return found


def _table(name: str, grid: _Grid, heading: int) -> TrackerTable:
    columns = _known_columns(grid.rows[heading])
    titles = {column: str(grid.rows[heading][place]).strip() for place, column in columns.items()}
    filled, notes, faults = _unmerged(grid, heading, columns, titles)
    rows = []
    for place in range(heading + 1, len(grid.rows)):
        cells = {
            column: cell
            for index, column in columns.items()
            if index < len(filled[place]) and not _is_blank(cell := filled[place][index])
        }
        if cells:
            rows.append(TrackerRow(place + 1, cells))
    unused = [
        str(cell).strip()
        for index, cell in enumerate(grid.rows[heading])
        if index not in columns and not _is_blank(cell)
    ]
    if unused:
        notes.append(f"Columns that were not read: {', '.join(unused)}.")
    if grid.others:
        notes.append(f"Read from the sheet '{grid.sheet}'. Not read: {', '.join(grid.others)}.")
    return TrackerTable(name, titles, tuple(rows), tuple(faults), tuple(notes))


def _unmerged(
    grid: _Grid, heading: int, columns: Mapping[int, str], titles: Mapping[str, str]
) -> tuple[list[list[Any]], list[str], list[TrackerFault]]:
    """Give every row its share of a cell that is merged down; one that is merged across columns is a fault."""
    rows = [list(row) for row in grid.rows]
    notes: list[str] = []
    faults: list[TrackerFault] = []
    for top, left, bottom, right in grid.merged:
        if bottom <= heading or left not in columns:
            continue
        value = rows[top][left]
        across = [columns[place] for place in range(left + 1, right + 1) if place in columns]
        if across:
            named = ", ".join(titles[column] for column in (columns[left], *across))
            said = f"One cell is merged across {named}, so what belongs to which cannot be told. Split it."
            faults += [
                TrackerFault(row + 1, columns[left], str(value), said)
                for row in range(max(top, heading + 1), bottom + 1)
            ]
            continue
        for row in range(top + 1, bottom + 1):
            if left < len(rows[row]):
                rows[row][left] = value
        notes.append(
            f"Rows {top + 1} to {bottom + 1} share one merged cell under {titles[columns[left]]}: "
            "its value was read for each of them."
        )
    return rows, notes, faults


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
