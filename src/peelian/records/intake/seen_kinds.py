"""What a file is by its first bytes, where its name says otherwise."""

from __future__ import annotations

from pathlib import Path

_BEGINNINGS = (
    (b"PAR1", "a Parquet file; give its name the ending .parquet"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a workbook that a password protects, or one of the kind .xls; save it as XLSX without a password",
    ),
    (
        b"PK\x03\x04",
        "a workbook or another packed file; give a workbook its own ending, such as .xlsx, and unpack anything else",
    ),
    (b"\x1f\x8b", "a packed file; unpack it"),
    (b"%PDF", "a PDF; send the table that it was made from"),
)


def seen_as(beginning: bytes) -> str:
    """Say what begins so, and what to do with it; nothing where that is not known.

    >>> seen_as(b"PAR1")
    'a Parquet file; give its name the ending .parquet'
    """
    return next((words for sign, words in _BEGINNINGS if beginning.startswith(sign)), "")


def other_than_package(path: Path) -> str:
    """Say what a file is whose name says that it is a package; nothing of a package, even a broken one."""
    with path.open("rb") as stream:
        beginning = stream.read(8)
    return "" if beginning.startswith(b"PK") else seen_as(beginning)
