"""Reading a return: the first table of a CSV, XLSX or ODS file, whatever it holds."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from peelian.records.returned import grid as grids
from peelian.records.returned.grid import Grid, GridRow, UnreadableTableError, read_grid
from tests.workbooks import hostile

ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(*sheets: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as book:
        for lines in sheets:
            sheet = book.add_worksheet()
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
    return out.getvalue()


def ods(lines: list[list[str]], more: str = "") -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in line
        )
        + "</table:table-row>"
        for line in lines
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Return">{rows}{more}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", ODS_TYPE)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content)
    return out.getvalue()


def test_csv_keeps_the_numbers_of_its_lines() -> None:
    found = read_grid("a.csv", "\ufeffmonth, men\n\n2022-03, 5 \n".encode())

    assert (found.header, found.rows) == (("month", "men"), (GridRow(3, ("2022-03", "5")),))


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-16", ";"), ("utf-16-le", "\t"), ("cp1252", "|"), ("utf-8", ",")]
)
def test_text_is_read_in_the_encoding_and_with_the_delimiter_that_it_has(
    encoding: str, delimiter: str
) -> None:
    data = "month,café\n2022-03,5\n".replace(",", delimiter).encode(encoding)

    found = read_grid("a.csv", data)

    assert found == Grid(("month", "café"), (GridRow(2, ("2022-03", "5")),), (), encoding, delimiter)


def test_workbook_reads_as_somebody_would_write_it() -> None:
    data = workbook(
        [
            ["day", "moment", "men", "rate", "flag"],
            [date(2022, 3, 31), datetime(2022, 3, 31, 9, 5), 5, 4.5, True],
        ],
        [["a note"]],
    )

    found = read_grid("a.xlsx", data)

    assert found.rows == (GridRow(2, ("2022-03-31", "2022-03-31T09:05:00", "5", "4.5", "true")),)
    assert found.unread == ("Sheet2",)


def test_open_document_sheet_is_read() -> None:
    found = read_grid("a.ods", ods([["month", "men"], ["2022-03", "5"]]))

    assert (found.header, found.rows) == (("month", "men"), (GridRow(2, ("2022-03", "5")),))


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.pdf", b"", "'a.pdf' is no table that returns are read from."),
        ("a.csv", b"\x00\x01\x02\x03", "'a.csv' holds no text."),
        ("a.csv", b" \n\n", "The table is empty."),
        ("a.csv", b"a," * 300, "The table is 301 columns wide, more than the 200 that are read."),
        (
            "a.xlsx",
            workbook([["a"] * 300]),
            "The sheet 'Sheet1' reaches over 1 row and 300 columns; at most 21,000 and 200 are read.",
        ),
    ],
)
def test_what_is_no_table_is_refused(name: str, data: bytes, told: str) -> None:
    with pytest.raises(UnreadableTableError) as refusal:
        read_grid(name, data)

    assert str(refusal.value).startswith(told)


def test_more_rows_than_a_return_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "MOST_ROWS", 3)

    assert len(read_grid("a.csv", b"men\n1\n2\n3\n").rows) == 3
    for name, data in (
        ("a.csv", b"men\n1\n2\n3\n4\n"),
        ("a.xlsx", workbook([["men"], [1], [2], [3], [4], [5]])),
    ):
        with pytest.raises(UnreadableTableError):
            read_grid(name, data)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (
            hostile.TWO_CELLS_FAR_APART,
            "The cell XFD1048576 stands so far out that its sheet reaches over more than",
        ),
        (
            hostile.LONG_CELL,
            "The cell A1 of the sheet 'Sheet1' holds 40,000 characters; a cell can have 32,767.",
        ),
        *((data, "The workbook is damaged and cannot be opened.") for data in hostile.DAMAGED.values()),
        *((data, "It holds a declaration of document types") for data in hostile.TYPES_DECLARED.values()),
    ],
    ids=["far out", "long", *hostile.DAMAGED, *hostile.TYPES_DECLARED],
)
def test_workbook_that_is_damaged_or_would_harm_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableTableError) as refusal:
        read_grid("a.xlsx", data)

    assert str(refusal.value).startswith(told)


def test_signs_that_cannot_be_seen_are_not_kept() -> None:
    assert read_grid("a.xlsx", hostile.UNSEEN_SIGNS).header == ("Officers",)


def test_filled_rows_that_a_file_repeats_without_end_are_refused_and_empty_ones_are_not() -> None:
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p>'
        "</table:table-cell>"
    )
    bomb = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    usual = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )

    assert len(read_grid("a.ods", ods([["month", "men"], ["2022-03", "5"]], usual)).rows) == 1
    with pytest.raises(UnreadableTableError):
        read_grid("a.ods", ods([["month"]], bomb))
