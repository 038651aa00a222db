"""The formats that may be attached, and what a file really is by its content."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

import filetype

OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Format:
    """A format that may be attached: its name in a sentence, its endings and its media type."""

    title: str
    extensions: tuple[str, ...]
    media_type: str


PDF = Format("a PDF document", ("pdf",), "application/pdf")
DOCX = Format("a Word document", ("docx",), f"{OOXML}wordprocessingml.document")
XLSX = Format("an Excel workbook", ("xlsx",), f"{OOXML}spreadsheetml.sheet")
ODT = Format("an OpenDocument text", ("odt",), f"{ODF}text")
ODS = Format("an OpenDocument spreadsheet", ("ods",), f"{ODF}spreadsheet")
PNG = Format("a PNG picture", ("png",), "image/png")
JPEG = Format("a JPEG picture", ("jpg", "jpeg"), "image/jpeg")
CSV = Format("a CSV table", ("csv",), "text/csv")
TXT = Format("a plain text", ("txt",), "text/plain")

ALLOWED = (PDF, DOCX, XLSX, ODT, ODS, PNG, JPEG, CSV, TXT)
TABLES = (CSV, XLSX, ODS)
FORMATS_BY_EXTENSION = {extension: each for each in ALLOWED for extension in each.extensions}

_BY_MEDIA_TYPE = {each.media_type: each for each in ALLOWED}
_WRITTEN_AS_TEXT = frozenset({"application/rtf", "application/postscript"})
"""Formats that are not allowed although every byte of them may be a letter. The first bytes of other formats, such as
the BM of a bitmap, can begin a sentence too."""
_PLAIN_MARKUP = ("<!doctype html", "<html", "<script", "<svg", "<?xml", "<?php")


def words_of(allowed: tuple[Format, ...]) -> str:
    """Name formats by their usual endings.

    >>> words_of(TABLES)
    'CSV, XLSX or ODS'
    """
    *first, last = (each.extensions[-1].upper() for each in allowed)
    return f"{', '.join(first)} or {last}" if first else last


ALLOWED_WORDS = words_of(ALLOWED)


def format_named(name: str) -> Format | None:
    """Return the format that the ending of a file name claims, or None where that is not allowed."""
    stem, dot, extension = name.rpartition(".")
    return FORMATS_BY_EXTENSION.get(extension.lower()) if dot and stem else None


def real_content(data: bytes) -> Format | str:
    """Return the allowed format of the content, or words for what it is instead.

    Binary formats are told by their first bytes and, for packages, by what is inside; anything else
    has to be text. Whether a text is a table or prose its ending decides, so both are returned as TXT.
    """
    if data.startswith(b"PK"):
        return _package(data)
    kind = filetype.guess(data)
    if kind is None:
        return _text(data)
    if kind.mime in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[kind.mime]
    if kind.mime not in _WRITTEN_AS_TEXT and _text(data) == TXT:
        return TXT
    return f"a file of type {kind.mime}"


def _package(data: bytes) -> Format | str:
    """Tell packages apart by their parts: the order of the parts, which first bytes show, is not fixed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size <= 200:
                declared = package.read("mimetype").decode("ascii", "replace").strip()
                return _BY_MEDIA_TYPE.get(declared) or f"a package of type {declared}"
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError):
        return "a damaged ZIP archive"
    if "[Content_Types].xml" in names:
        return _office_package(names)
    return "a ZIP archive"


def _office_package(names: set[str]) -> Format | str:
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    return "an Office file of another kind"


def _text(data: bytes) -> Format | str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "binary data or text in another encoding than UTF-8"
    if any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text):
        return "binary data"
    start = text.lstrip()[:20].lower()
    if start.startswith("#!"):
        return "a program"
    if start.startswith(_PLAIN_MARKUP):
        return "a web page or other markup"
    return TXT
