"""Small files as sheets of cells: CSV, XLS, XLSX and ODS, each cell as it stands."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from peelian.records.intake.workbooks import sheets_as_text, workbook_facts
from peelian.stats.errors import StatsError

LARGEST_FILE = 64 * 1024 * 1024
WORKBOOKS = (".xls", ".xlsx", ".ods")
ENDINGS = (".csv", *WORKBOOKS)


@dataclass(frozen=True)
class Sheet:
    """One sheet; row and column are counted from 0 here, and rows from 1 wherever a person reads them."""

    name: str
    rows: Sequence[Sequence[str]]


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
    """A file of figures is small."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _refusal(path, "file-unreadable", f"it has {size:,} bytes, and {LARGEST_FILE:,} are allowed")


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
    """Read a workbook in a process of its own, as the intake does, so that a harmful one ends that alone."""
    facts = workbook_facts(path, path.name)
    if facts.unreadable:
        raise _refusal(path, "file-unreadable", facts.unreadable)
    if facts.unpacked > facts.allowed:
        raise _refusal(path, "file-unreadable", f"it unpacks to more than {facts.allowed:,} bytes")
    with tempfile.TemporaryDirectory() as work:
        sheets = sheets_as_text(path, Path(work))
        if isinstance(sheets, str):
            raise _refusal(path, "file-unreadable", sheets)
        return [Sheet(name, _delimited_rows(text)) for name, text in sheets]


def _refusal(path: Path, code: str, reason: str) -> StatsError:
    return StatsError(code, f"{path.name} cannot be read: {reason}.", {"file": str(path)})
