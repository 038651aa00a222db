"""Cells of a workbook that hold an error, such as #DIV/0!.

Whoever reads a workbook gives such a cell back as an empty one, and a fault would pass for something that was not
recorded. So a workbook that has any is copied, with each of them turned into a cell of text that says the same.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

SIGNS = re.compile(rb"""\st=["']e["']|>(?:#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3})</text:""")
"""What shows that a part of a workbook holds such a cell; it may stand elsewhere too."""
_EXCEL = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*?\s)?t=)["']e["']""")
_OPEN = re.compile(
    rb"<table:table-cell\b([^>]*)>"
    rb"(?=\s*<text:p[^>]*>(?:<text:[^>]*>)?(?:#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|Err:\d{3})</text:)"
)
_VALUE = re.compile(
    rb"""\soffice:(?:value-type|value|string-value|boolean-value|date-value)=(?:"[^"]*"|'[^']*')"""
)
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml|content\.xml")
_PICTURE = re.compile(r"xl/media/.|Pictures/.")
_PIECE = 1 << 20


def errors_as_text(path: Path, work: Path) -> Path:
    """Return a copy of a workbook in which errors are text; pictures are left out of it."""
    written = work / f"errors-as-text{path.suffix.lower()}"
    with (
        zipfile.ZipFile(path) as package,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        for part in package.infolist():
            if part.is_dir() or _PICTURE.match(part.filename):
                continue
            with package.open(part) as source, copy.open(part.filename, "w", force_zip64=True) as target:
                if _SHEET.fullmatch(part.filename):
                    _copy_sheet(source, target)
                else:
                    while piece := source.read(_PIECE):
                        target.write(piece)
    return written


def _copy_sheet(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a sheet piece by piece, cut where a cell begins so that none is torn."""
    rest = b""
    while piece := source.read(_PIECE):
        seen = rest + piece
        cut = seen.rfind(b"<table:table-cell")
        cut = seen.rfind(b"<") if cut < 0 else cut
        if not 0 <= len(seen) - cut <= _PIECE:
            cut = len(seen)
        target.write(_mended(seen[:cut]))
        rest = seen[cut:]
    target.write(_mended(rest))


def _mended(text: bytes) -> bytes:
    return _OPEN.sub(_as_text, _EXCEL.sub(rb'\1"str"', text))


def _as_text(cell: re.Match[bytes]) -> bytes:
    return b'<table:table-cell office:value-type="string"' + _VALUE.sub(b"", cell[1]) + b">"
