"""Small files as sheets of cells: CSV, XLS, XLSX and ODS, each cell as it stands."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peelian.stats.errors import StatsError

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
WORKBOOKS = (".xls", ".xlsx", ".ods")
ENDINGS = (".csv", *WORKBOOKS)


@dataclass(frozen=True)
class Sheet:
    """One sheet; row and column are counted from 0 here, and rows from 1 wherever a person reads them."""

    name: str
    rows: Sequence[Sequence[object]]


def read_sheets(path: Path) -> list[Sheet]:
    """Return every sheet of a file; a CSV file is one sheet without a name.

    Raises
    ------
    StatsError
        ``file-not-found``, ``file-kind`` or ``file-unreadable``.
    """
    if not path.is_file():
        raise StatsError("file-not-found", f"There is no file {path}. Check the path.", {"file": str(path)})
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise _refusal(path, "file-kind", f"it ends in '{ending}'. Files are read as {', '.join(ENDINGS)}")
    _refuse_what_is_too_large(path)
    return [Sheet("", _delimited_rows(path))] if ending == ".csv" else _workbook_sheets(path)


def _refuse_what_is_too_large(path: Path) -> None:
    """A file of figures is small; a packed one is measured by what it unpacks to."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _refusal(path, "file-unreadable", f"it has {size:,} bytes, and {LARGEST_FILE:,} are allowed")
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
    if unpacked > LARGEST_UNPACKED:
        raise _refusal(
            path, "file-unreadable", f"it unpacks to {unpacked:,} bytes, and {LARGEST_UNPACKED:,} are allowed"
        )


def _delimited_rows(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise _refusal(path, "file-unreadable", f"it is not a CSV file: {error}") from error


def _workbook_sheets(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        return [
            Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, zipfile.BadZipFile) as error:
        raise _refusal(path, "file-unreadable", f"the workbook cannot be opened: {error}") from error


def _refusal(path: Path, code: str, reason: str) -> StatsError:
    return StatsError(code, f"{path.name} cannot be read: {reason}.", {"file": str(path)})
