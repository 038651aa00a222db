"""How far the sheets of a workbook reach, told before anything makes room for them.

Readers of spreadsheets make room for every cell up to the last one. One cell far out would then take all the
memory of the machine, so the references of the cells are looked at first, in small pieces. Whoever means harm can
hide a cell from this: it is asked so that the cell can be named, inside a process whose limits are the guard.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lxml import etree

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,6})(\d{1,7})["']""")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?worksheet[\s>]")
_PIECE = 1 << 20
_LONGEST_REFERENCE = 64


MOST_REPEATED = 1 << 24
"""Sixteen times the rows, and a thousand times the columns, that programs for spreadsheets have."""
MOST_TIMES = 100
"""How many times its own size a workbook may grow; those that people make grow ten to forty times."""
ALWAYS_ALLOWED = 50_000_000
"""The bytes to which any workbook may grow, however small it is."""


def allowed_unpacked(packed: int, most: int) -> int:
    """Return how many bytes a workbook may grow to: so many times its own size, and never more than ``most``."""
    return min(most, max(ALWAYS_ALLOWED, MOST_TIMES * packed))


@dataclass(frozen=True, order=True)
class Reach:
    """Rows times columns of a sheet up to its last cell, and the cell that was the last to widen it."""

    cells: int = 0
    cell: str = ""


def reach_of_workbook(path: Path, ending: str, enough: int) -> Reach:
    """Return how far the sheet reaches that reaches farthest; nothing for a format that keeps no XML.

    Counting ends once a sheet passes ``enough``. An OpenDocument file says how often a cell or row is repeated, so a
    few bytes can stand for a million filled rows; empty ones at the end, which every such file has, are not counted.
    """
    if not zipfile.is_zipfile(path):
        return Reach()
    return (_reach_of_ods if ending.lower() == ".ods" else _reach_of_xlsx)(path, enough)


def _reach_of_xlsx(file: Path, enough: int) -> Reach:
    """Every part that is a sheet by its first element counts, wherever it lies."""
    largest = Reach()
    with zipfile.ZipFile(file) as package:
        for part in package.infolist():
            largest = max(largest, _reach(package, part, enough))
            if largest.cells > enough:
                break
    return largest


def _reach(package: zipfile.ZipFile, part: zipfile.ZipInfo, enough: int) -> Reach:
    width = height = 0
    cell = tail = b""
    with package.open(part) as stream:
        piece = stream.read(_PIECE)
        if not _SHEET.search(piece):
            return Reach()
        while piece:
            for letters, digits in _REFERENCE.findall(tail + piece):
                column, row = column_number(letters), int(digits)
                if column > width or row > height:
                    width, height, cell = max(width, column), max(height, row), letters.upper() + digits
            if width * height > enough:
                break
            tail = piece[-_LONGEST_REFERENCE:]
            piece = stream.read(_PIECE)
    return Reach(width * height, cell.decode())


@lru_cache(maxsize=20_000)
def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters, large or small.

    >>> column_number(b"A"), column_number(b"Z"), column_number(b"AA"), column_number(b"XFD")
    (1, 26, 27, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column from its number.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters


def _reach_of_ods(file: Path, enough: int) -> Reach:
    largest = Reach()
    width = height = line = 0
    with zipfile.ZipFile(file) as package, package.open("content.xml") as stream:
        ends = etree.iterparse(
            stream, tag=(f"{_TABLE}table-row", f"{_TABLE}table"), resolve_entities=False, no_network=True
        )
        for _, element in ends:
            if element.tag == f"{_TABLE}table":
                width = height = line = 0
                continue
            line += _repeated(element, "number-rows-repeated")
            filled = _filled_width(element)
            if filled:
                width, height = max(width, filled), line
            element.clear()
            if width * height > largest.cells:
                largest = Reach(width * height, f"{column_letters(filled)}{line}")
            if largest.cells > enough:
                break
    return largest


def _repeated(element: etree._Element, name: str) -> int:
    """How often a row or cell is repeated.

    Raises
    ------
    ValueError
        So often as no program has rows.
    """
    times = int(element.get(f"{_TABLE}{name}", "1"))
    if not 0 <= times <= MOST_REPEATED:
        raise ValueError(f"{name} is {times}")
    return times


def _filled_width(row: etree._Element) -> int:
    """The place of the last filled cell of a row."""
    place = filled = 0
    for cell in row:
        place += _repeated(cell, "number-columns-repeated")
        if len(cell) or cell.get(_VALUE_TYPE):
            filled = place
    return filled
