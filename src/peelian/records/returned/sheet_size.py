"""How far the sheets of an XLSX file reach, told before anything makes room for them.

Readers of spreadsheets make room for every cell up to the last one. One cell far out would then take all the
memory of the machine, so the references of the cells are looked at first, in small pieces.
"""

from __future__ import annotations

import io
import re
import zipfile

_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_PIECE = 1 << 20
_LONGEST_REFERENCE = 16


def cells_in_xlsx(data: bytes, enough: int) -> int:
    """Return rows times columns of the sheet that reaches farthest; counting ends once it passes ``enough``."""
    largest = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            if part.filename.lower().startswith("xl/worksheets/") and part.filename.lower().endswith(".xml"):
                largest = max(largest, _reach(package, part, enough))
            if largest > enough:
                break
    return largest


def _reach(package: zipfile.ZipFile, part: zipfile.ZipInfo, enough: int) -> int:
    width = height = 0
    tail = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            for letters, digits in _REFERENCE.findall(tail + piece):
                width, height = max(width, column_number(letters)), max(height, int(digits))
            if width * height > enough:
                break
            tail = piece[-_LONGEST_REFERENCE:]
    return width * height


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters.

    >>> column_number(b"A"), column_number(b"Z"), column_number(b"AA"), column_number(b"XFD")
    (1, 26, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
