"""Long tables written row by row as CSV, JSON or a workbook, so that no table is ever held in memory whole.

Every writer takes the names of the columns and an iterable of rows, and gives the document in pieces as they come.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from peelian.rendering.csv_export import guarded

PIECE = 500
"""Rows that are written before they are given on."""
LONGEST_CELL = 32_767
"""The most characters that a cell of a workbook can hold."""
NARROW, WIDE = 14, 60
CUT = " [cut here: the CSV and JSON forms hold the whole text]"

Row = Sequence[Any]


def csv_pieces(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Write rows as CSV (RFC 4180); a cell that a spreadsheet could run is guarded."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for piece in _pieces(rows):
        writer.writerows([[guarded(cell) for cell in row] for row in piece])
        yield _taken(out)
    yield _taken(out)


def json_pieces(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Write rows as one JSON list of objects, a line for each; what is empty is null."""
    before = "[\n"
    for piece in _pieces(rows):
        lines = [
            json.dumps(dict(zip(columns, map(_plain, row), strict=True)), ensure_ascii=False) for row in piece
        ]
        yield before + ",\n".join(lines)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes
    ----------
    widths
        Those of its columns, in characters, where they matter.
    wraps
        Whether a long text goes on in the next line of its cell, for sheets that are read rather than counted.
    texts
        Columns whose empty cells take what is typed as text: a spreadsheet makes a day of 2026-03 otherwise.
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Row]
    widths: Sequence[int] = ()
    wraps: bool = False
    texts: Collection[str] = ()


def xlsx_pieces(title: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write rows as a workbook of one sheet, its columns as wide as their names and wider for titles and texts."""
    widths = [WIDE if name in ("title", "text") else max(NARROW, len(name) + 4) for name in columns]
    yield from book_pieces([Sheet(title, columns, rows, widths)])


def book_pieces(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    """Write sheets as a workbook (Office Open XML) in which the heading of each stays in view and filters.

    Words are kept as words, so that nothing in them runs; days are days and numbers numbers. A text that is longer
    than a cell can hold is cut, and says so.
    """
    out = _Outflow()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in _parts([each.title for each in sheets]).items():
            book.writestr(name, content)
        for number, each in enumerate(sheets, start=1):
            with book.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as sheet:
                sheet.write(f"{_SHEET_OPENING}{_widths(each)}<sheetData>".encode())
                sheet.write(f"<row>{''.join(map(_heading, each.columns))}</row>".encode())
                cell, rows = _wrapped if each.wraps else _cell, 1
                for piece in _pieces(each.rows):
                    sheet.write("".join([f"<row>{''.join(map(cell, row))}</row>" for row in piece]).encode())
                    rows += len(piece)
                    yield out.taken()
                sheet.write(f"</sheetData>{_filter(len(each.columns), rows)}</worksheet>".encode())
    yield out.taken()


def _pieces(rows: Iterable[Row]) -> Iterator[list[Row]]:
    going = iter(rows)
    while piece := list(islice(going, PIECE)):
        yield piece


def _taken(out: io.StringIO) -> str:
    """What was written since the last time."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def _plain(cell: Any) -> Any:
    if cell is None or cell == "":
        return None
    return cell if isinstance(cell, bool | int | float | str) else str(cell)


class _Outflow(io.RawIOBase):
    """A file that cannot be gone back in: what is written is given on and forgotten."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._written.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._written = self._written, []
        return b"".join(pieces)


_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
_FIRST_DAY = date(1899, 12, 30)
"""The day from which workbooks count days."""
_BOLD, _DAY, _WRAPPED, _TEXT = 1, 2, 3, 4


def _escaped(text: str) -> str:
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - len(CUT)] + CUT
    text = _UNWRITABLE.sub("\ufffd", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _heading(text: str) -> str:
    return f'<c t="inlineStr" s="{_BOLD}"><is><t>{_escaped(text)}</t></is></c>'


def _cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, bool):
        return f'<c t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        return f"<c><v>{cell}</v></c>"
    if isinstance(cell, date):
        return f'<c s="{_DAY}"><v>{(cell - _FIRST_DAY).days}</v></c>'
    return f'<c t="inlineStr"><is><t xml:space="preserve">{_escaped(str(cell))}</t></is></c>'


def _wrapped(cell: Any) -> str:
    written = _cell(cell)
    return written.replace("<c ", f'<c s="{_WRAPPED}" ', 1) if isinstance(cell, str) else written


def _filter(columns: int, rows: int) -> str:
    """The buttons of the heading row by which rows are narrowed."""
    return f'<autoFilter ref="A1:{_letters(columns)}{rows}"/>' if columns else ""


def _letters(number: int) -> str:
    """The name of a column by its number, such as AB for the twenty-eighth."""
    first, last = divmod(number - 1, 26)
    return (_letters(first) if first else "") + chr(ord("A") + last)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FORMATS = "http://schemas.openxmlformats.org"
_MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
_DOCUMENT = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE = f"{_FORMATS}/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _widths(sheet: Sheet) -> str:
    """The widths of the columns, and the style of those whose cells are texts."""
    styles = [f' style="{_TEXT}"' if name in sheet.texts else "" for name in sheet.columns]
    written = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"{style}/>'
        for number, (width, style) in enumerate(zip(sheet.widths, styles, strict=False), start=1)
    )
    return f"<cols>{written}</cols>" if written else ""


def _parts(titles: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    numbered = list(enumerate(titles, start=1))
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number, _ in numbered
    )
    named = "".join(
        f'<sheet name="{_escaped(title[:31])}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in numbered
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{kinds}</Types>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId{len(titles) + 1}" Type="{_DOCUMENT}/styles" Target="styles.xml"/></Relationships>',
        **_FIXED_PARTS,
    }


_FIXED_PARTS = {
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/styles.xml": f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
_SHEET_OPENING = (
    f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    '<sheetFormatPr defaultColWidth="18" defaultRowHeight="15"/>'
)
