"""Tiny workbooks that are damaged, or made to harm whoever opens them."""

from __future__ import annotations

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
A1 = '<row r="1"><c r="A1" t="inlineStr"><is><t>reference</t></is></c></row>'
FAR_OUT = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"


def sheet(rows: str, after: str = "", types: str = "") -> str:
    """A sheet of the rows; ``types`` is a declaration before it."""
    return f'{_HEAD}{types}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(content: str | bytes, place: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook with one sheet, which lies where it is told."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/{place}" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="{place}"/></Relationships>',
        f"xl/{place}": content,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def _declared(entities: str, used: str) -> bytes:
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{used}</t></is></c></row>'
    return xlsx(sheet(row, types=f"<!DOCTYPE worksheet [{entities}]>"))


CELL_FAR_OUT = xlsx(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
"""One cell at the very end: the library that opens workbooks ends its process."""
TWO_CELLS_FAR_APART = xlsx(sheet(A1 + FAR_OUT))
"""Two cells between which there is no room in any memory."""
HIDDEN_FAR_OUT = {
    "single quotes": xlsx(sheet(A1 + "<row><c r='XFD1048576'><v>1</v></c></row>")),
    "spaces": xlsx(sheet(A1 + '<row><c r = "XFD1048576"><v>1</v></c></row>')),
    "small letters": xlsx(sheet(A1 + '<row><c r="xfd1048576"><v>1</v></c></row>')),
    "another folder": xlsx(sheet(A1 + '<row><c r="XFD1048576"><v>1</v></c></row>'), "other/sheet1.xml"),
    "another ending": xlsx(sheet(A1 + '<row><c r="XFD1048576"><v>1</v></c></row>'), "other/sheet1.dat"),
}
"""Cells far out that are written in ways in which nobody writes them."""
WRITTEN_OUT = xlsx(
    sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>')
)
"""The place of the cell far out is told by the number of its first letter."""
WIDE_ROWS = xlsx(
    sheet("".join(f'<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>' for row in range(1, 3_001)))
)
"""Three thousand rows, each with one cell in the last column."""
TYPES_DECLARED = {
    "entities": _declared('<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', "&b;"),
    "file of the reader": _declared('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "two bytes a letter": xlsx(sheet(A1, types='<!DOCTYPE worksheet [<!ENTITY a "a">]>').encode("utf-16")),
}
DAMAGED = {
    "row before the first": xlsx(sheet('<row r="-1"><c r="A-1"><v>1</v></c></row>')),
    "text that is not there": xlsx(sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
    "half a sheet": xlsx(sheet(A1)[:-30]),
    "no workbook": b"PK\x03\x04 no workbook",
}
UNSEEN_SIGNS = xlsx(
    sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>Offi_x0000_cers&#x202E;_x0007_</t></is></c></row>')
)
"""A cell whose text holds signs that no page and no database can keep."""
LONG_CELL = xlsx(sheet(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c></row>'))
MERGED_BEYOND = xlsx(
    sheet(
        A1 + '<row r="2"><c r="B2"><v>1</v></c></row>',
        '<mergeCells><mergeCell ref="A2:A90"/><mergeCell ref="A50:A60"/></mergeCells>',
    )
)
"""Merged cells that reach below the last row, and some that lie below it."""
MERGED_TWICE = xlsx(
    sheet(
        A1 + '<row r="2"><c r="B2"><v>1</v></c></row>',
        "<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 3 + "</mergeCells>",
    )
)
