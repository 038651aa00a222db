"""Errors of a spreadsheet are told with row, column and value, and never pass for something not recorded."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from peelian.records.intake import workbook_errors
from tests.records.intake.making import HEADER, checked, told

OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
EMPTY = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
NOUGHT = 'office:value-type="float" office:value="0"'
ROWS = (
    ["I1", "cleveland", "2022-03-01T10:00:00Z", "immediate", "true", "#DIV/0!"],
    ["I2", "cleveland", "2022-03-02T10:00:00Z", "immediate", "true", "15"],
    ["I3", "cleveland", "2022-03-03T10:00:00Z", "#N/A", "true", "15"],
)
FOUND = [
    (2, "target_minutes", "#DIV/0!", "blank-token"),
    (4, "priority", "#N/A", "blank-token"),
]


def found(folder: Path) -> list[tuple[int | None, str, str, str]]:
    return sorted(
        (each.row or 0, each.column, each.value, each.rule)
        for each in checked(folder).findings
        if each.rule == "blank-token"
    )


def open_document(path: Path, attributes: str) -> None:
    """A sheet of an open document as office programs write it, with formulas that have no value."""
    cells = (
        f'<table:table-cell table:formula="of:=1/0" {attributes}><text:p>{cell}</text:p></table:table-cell>'
        if cell.startswith("#")
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for row in (HEADER.split(","), *ROWS)
        for cell in ("<row>", *row)
    )
    rows = "".join("<table:table-row>" if "<row>" in cell else cell for cell in cells)
    rows = rows.replace("<table:table-row>", "</table:table-row><table:table-row>").removeprefix(
        "</table:table-row>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {OPEN}><office:body><office:spreadsheet>"
            f'<table:table table:name="incidents">{rows}</table:table-row></table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )


@pytest.mark.parametrize("piece", [1 << 20, 700], ids=["whole", "in pieces"])
def test_errors_of_an_excel_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int):
    monkeypatch.setattr(workbook_errors, "_PIECE", piece)
    with xlsxwriter.Workbook(str(tmp_path / "incidents.xlsx")) as book:
        sheet = book.add_worksheet("incidents")
        for place, row in enumerate((HEADER.split(","), *ROWS)):
            for column, cell in enumerate(row):
                if cell.startswith("#"):
                    sheet.write_formula(place, column, "=1/0", None, cell)
                else:
                    sheet.write_string(place, column, cell)

    assert found(tmp_path) == FOUND


@pytest.mark.parametrize("attributes", [EMPTY, NOUGHT], ids=["an empty text", "a nought"])
@pytest.mark.parametrize("piece", [1 << 20, 700], ids=["whole", "in pieces"])
def test_errors_of_an_open_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, attributes: str, piece: int
):
    monkeypatch.setattr(workbook_errors, "_PIECE", piece)
    open_document(tmp_path / "incidents.ods", attributes)

    assert found(tmp_path) == FOUND


def test_an_error_in_a_column_that_must_be_filled_keeps_the_row_apart(tmp_path: Path):
    with xlsxwriter.Workbook(str(tmp_path / "incidents.xlsx")) as book:
        sheet = book.add_worksheet("incidents")
        sheet.write_row(0, 0, ["incident_id", "force", "opened_at"])
        sheet.write_row(1, 0, ["I1", "cleveland"])
        sheet.write_formula(1, 2, "=VLOOKUP(1,A1,1)", None, "#N/A")

    assert told(checked(tmp_path)) == [
        ("blank-token", "opened_at", 1),
        ("formulas", "", 1),
        ("missing-value", "opened_at", 1),
    ]
