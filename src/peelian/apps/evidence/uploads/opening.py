"""Opening a file with the parser of its format, since first bytes alone prove little."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable

import docx
from lxml import etree
from PIL import Image
from pypdf import PdfReader

from peelian.apps.evidence.uploads import formats
from peelian.apps.evidence.uploads.packages import package_problem
from peelian.workbooks.bounds import Bounds
from peelian.workbooks.reading import WorkbookError, opened_workbook

MAX_PIXELS = 60_000_000
MOST_CELLS = 20_000_000
LONGEST_FIELD = 1_000_000
_ACTIVE_ACTIONS = ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm")
OFFICE_CONTENT = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}document-content"


def opening_problem(data: bytes, claimed: formats.Format) -> str:
    """Return why a file of the format cannot be kept, or nothing when it opens.

    Parsers fail in many ways on damaged files; each failure means the same to the person: it does not open.
    """
    try:
        return _OPENERS[claimed](data)
    except Exception:  # noqa: BLE001  (the parsers of six libraries raise errors of their own)
        return "It is damaged: it does not open."


def _pdf(data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            return "It is protected by a password, so it cannot be checked."
        if len(reader.pages) == 0:
            return "It has no page."
        return "It runs a program when it is opened. Save it without." if _is_active(reader) else ""


def _is_active(reader: PdfReader) -> bool:
    root = reader.root_object
    names = root.get("/Names")
    if names is not None and "/JavaScript" in names.get_object():
        return True
    opening = root.get("/OpenAction")
    others = root.get("/AA")
    actions = [opening] if opening is not None else []
    actions += list(others.get_object().values()) if others is not None else []
    return any(_runs_something(action.get_object()) for action in actions)


def _runs_something(action: object) -> bool:
    """Tell an action from a mere place in the document, at which a document may be opened."""
    return isinstance(action, dict) and action.get("/S") in _ACTIVE_ACTIONS


def _docx(data: bytes) -> str:
    problem = package_problem(data)
    if not problem:
        docx.Document(io.BytesIO(data))
    return problem


def _workbook(data: bytes) -> str:
    return package_problem(data) or _workbook_problem(data, ".xlsx")


def _open_document_sheet(data: bytes) -> str:
    return package_problem(data) or _workbook_problem(data, ".ods")


def _workbook_problem(data: bytes, ending: str) -> str:
    try:
        with opened_workbook(data, ending, Bounds(sheets=0, cells=MOST_CELLS, memory=2 << 30)):
            return ""
    except WorkbookError as error:
        return str(error)


def _odt(data: bytes) -> str:
    problem = package_problem(data)
    if problem:
        return problem
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml")
    root = etree.fromstring(
        content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    )
    return "" if root.tag == OFFICE_CONTENT else "It holds no text."


def _picture(data: bytes) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return f"It has {width} by {height} pixels, more than the {MAX_PIXELS:,} in all that are allowed."
            picture.verify()
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
    return ""


def _csv(data: bytes) -> str:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    filled = 0
    for row in rows:
        filled += any(field.strip() for field in row)
        if any(len(field) > LONGEST_FIELD for field in row):
            return "It holds a field that is too long."
    return "" if filled else "It holds no row."


def _plain_text(data: bytes) -> str:
    return "" if data.decode("utf-8-sig").strip() else "It is empty."


_OPENERS: dict[formats.Format, Callable[[bytes], str]] = {
    formats.PDF: _pdf,
    formats.DOCX: _docx,
    formats.XLSX: _workbook,
    formats.ODS: _open_document_sheet,
    formats.ODT: _odt,
    formats.PNG: _picture,
    formats.JPEG: _picture,
    formats.CSV: _csv,
    formats.TXT: _plain_text,
}
