"""Read a workbook in a process of its own that may fail; `reading` starts it.

`python -m peelian.workbooks.process WORKBOOK ENDING FOLDER BOUNDS` writes each sheet that is asked for as
`<number>.jsonl`, a row a line, and `sheets.json` with what is known of every sheet; or `refused.txt` with a sentence.
"""

from __future__ import annotations

import errno
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peelian.rules.number_words import of_number
from peelian.workbooks.bounds import LONGEST_CELL, Bounds, Cell, cell_to_json
from peelian.workbooks.limits import limit
from peelian.workbooks.packages import DECLARATION_FOUND, part_that_declares_types
from peelian.workbooks.reading import REFUSED, TOO_MUCH, WorkbookError
from peelian.workbooks.sheet_size import Reach, allowed_unpacked, column_letters, reach_of_workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

UNPACKED = 300_000_000
"""The most bytes that a workbook may grow to, however large it is."""
_TOO_MUCH = (errno.EFBIG, errno.ENOMEM, errno.ENOSPC)


def main(workbook: Path, ending: str, folder: Path, bounds: Bounds) -> None:
    """Write the sheets of the workbook into the folder.

    Raises
    ------
    WorkbookError
        It is not read, and the sentence says why.
    """
    _refuse_what_is_no_workbook(workbook)
    opens_sheets = bounds.sheets != 0 or ending == ".ods"
    reach = reach_of_workbook(workbook, ending, bounds.cells) if opens_sheets else Reach()
    if reach.cells > bounds.cells:
        raise WorkbookError(
            f"The cell {reach.cell} stands so far out that its sheet reaches over more than {bounds.cells:,} cells. "
            "Delete it, and others like it, and send the workbook again."
        )
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(str(workbook)) as opened:
        names = opened.sheet_names
        if not names:
            raise WorkbookError("The workbook has no sheet. Save it again with one.")
        told = _sheets(opened, folder, bounds) if bounds.sheets != 0 else []
    (folder / "sheets.json").write_text(json.dumps(told), encoding="utf-8")


def _sheets(opened: CalamineWorkbook, folder: Path, bounds: Bounds) -> list[dict[str, Any]]:
    """Write the sheets that are asked for, and return what is known of every one."""
    told: list[dict[str, Any]] = []
    left = bounds.cells
    for number, name in enumerate(opened.sheet_names):
        sheet = opened.get_sheet_by_name(name)
        read = bounds.sheets is None or number < bounds.sheets
        if read:
            left -= _require_small(sheet, bounds)
            if left < 0:
                raise WorkbookError(
                    f"The sheets of the workbook hold more than {bounds.cells:,} cells together. Delete the sheets "
                    "that are not needed, and send it again."
                )
            _write(sheet, folder / f"{number}.jsonl")
        merged = list(_merged(sheet)) if read else []
        told.append({"name": name, "filled": sheet.end is not None, "read": read, "merged": merged})
    return told


def _refuse_what_is_no_workbook(workbook: Path) -> None:
    if not zipfile.is_zipfile(workbook):
        return
    with zipfile.ZipFile(workbook) as package:
        allowed = allowed_unpacked(workbook.stat().st_size, UNPACKED)
        if sum(part.file_size for part in package.infolist()) > allowed:
            raise WorkbookError(
                f"The workbook unpacks to more than {allowed // 1_000_000} MB. Send a smaller one."
            )
        if part_that_declares_types(package):
            raise WorkbookError(DECLARATION_FOUND)


def _require_small(sheet: CalamineSheet, bounds: Bounds) -> int:
    """Return how many cells the sheet has, or refuse it."""
    if sheet.end is None:
        return 0
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if rows > bounds.rows or columns > bounds.columns:
        reach = f"{of_number(rows, 'row')} and {of_number(columns, 'column')}"
        raise WorkbookError(
            f"The sheet '{sheet.name}' reaches over {reach}; at most {bounds.rows:,} and {bounds.columns:,} are read. "
            "Delete what lies far out, or send the table in parts."
        )
    return rows * columns


def _write(sheet: CalamineSheet, target: Path) -> None:
    """Write every row, with the empty cells before the first filled one."""
    start: list[Cell] = [""] * (sheet.start[1] if sheet.start else 0)
    line = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, default=cell_to_json)
    with target.open("w", encoding="utf-8") as lines:
        for number, row in enumerate(sheet.iter_rows() if sheet.end else (), start=1):
            cells = [*start, *row]
            written = line.encode(cells)
            if len(written) > LONGEST_CELL:
                _refuse_long_cell(sheet.name, number, cells)
            lines.write(written + "\n")


def _refuse_long_cell(name: str, row: int, cells: list[Cell]) -> None:
    for place, cell in enumerate(cells, start=1):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise WorkbookError(
                f"The cell {column_letters(place)}{row} of the sheet '{name}' holds {len(cell):,} characters; a cell "
                f"can have {LONGEST_CELL:,}. Shorten it, and send the workbook again."
            )


def _merged(sheet: CalamineSheet) -> Iterator[tuple[int, int, int, int]]:
    """The ranges of merged cells, cut to what is filled; each cell can be merged once.

    Raises
    ------
    WorkbookError
        The ranges take in more cells than there are.
    """
    if sheet.end is None:
        return
    last_row, last_column = sheet.end
    left = (last_row + 1) * (last_column + 1)
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or ():
        bottom, last = min(bottom, last_row), min(last, last_column)
        if top > bottom or first > last:
            continue
        left -= (bottom - top + 1) * (last - first + 1)
        if left < 0:
            raise WorkbookError(
                f"Cells of the sheet '{sheet.name}' are merged more than once. Undo the merging, and send it again."
            )
        yield top, first, bottom, last


def _run(workbook: Path, ending: str, folder: Path, bounds: Bounds) -> int:
    limit(bounds.memory, bounds.seconds, bounds.written)
    try:
        main(workbook, ending, folder, bounds)
    except WorkbookError as refusal:
        (folder / "refused.txt").write_text(str(refusal), encoding="utf-8")
        return REFUSED
    except MemoryError:
        return TOO_MUCH
    except OSError as error:
        return TOO_MUCH if error.errno in _TOO_MUCH else 1
    return 0


if __name__ == "__main__":
    sys.exit(_run(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), Bounds(**json.loads(sys.argv[4]))))
