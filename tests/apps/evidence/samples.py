"""Small real files of every kind that may be attached, and some that may not."""

from __future__ import annotations

import io
import zipfile

import docx
import xlsxwriter
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

ODF = "application/vnd.oasis.opendocument."
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def pdf(*, password: str = "", script: str = "", named_script: bool = False, at_page: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if named_script:
        names = DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})
        writer.root_object[NameObject("/Names")] = names
    if at_page:
        place = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
        writer.root_object[NameObject("/OpenAction")] = place
    if password:
        writer.encrypt(password)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_paragraph("A plan for the neighbourhood teams.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        workbook.add_worksheet("Calls").write(0, 0, 42)
    return stream.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A package with one part more."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return stream.getvalue()


def open_text() -> bytes:
    body = f'<office:document-content xmlns:office="{OFFICE}"><office:body><office:text/></office:body>'
    return package(
        {"mimetype": f"{ODF}text".encode(), "content.xml": f"{body}</office:document-content>".encode()}
    )


def open_sheet() -> bytes:
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{table}"><office:body>'
        '<office:spreadsheet><table:table table:name="Calls"><table:table-row><table:table-cell/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package(
        {
            "mimetype": f"{ODF}spreadsheet".encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def picture(kind: str, size: tuple[int, int] = (4, 4)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, kind)
    return stream.getvalue()


def damaged_package() -> bytes:
    """An OpenDocument package in which the compressed part that names its type cannot be unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    data = bytearray(made.getvalue())
    start = data.find(b"mimetype") + len(b"mimetype")
    data[start : start + 2] = b"\xff\xff"
    return bytes(data)
