"""Trackers as forces keep them: made by hand, with every kind of fault planted on purpose."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from tests.apps.evidence.samples import ODF, OFFICE, package

HEADING = (
    "Ref", "AFI", "Action", "Lead officer", "Start date", "Target date", "Status", "Date completed", "Evidence",
    "Latest update", "Date of update", "RAG",
)  # fmt: skip
ITEMS = ("Prevention", "Victims")
OWNER, OTHER = "Robin Example", "Kim Example"


def workbook(
    rows: Sequence[Sequence[Any]],
    merged: Sequence[tuple[int, int, int, int, str]] = (),
    above: Sequence[str] = (),
    other_sheets: Sequence[str] = (),
) -> bytes:
    """A workbook with lines above its heading, and cells merged as given: rows and columns from 0."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    british = book.add_format({"num_format": "dd/mm/yyyy"})
    for name in other_sheets:
        book.add_worksheet(name).write(0, 0, "Nothing of use")
    sheet = book.add_worksheet("Tracker")
    for number, line in enumerate(above):
        sheet.merge_range(number, 0, number, 4, line)
    for place, row in enumerate([HEADING, *rows], start=len(above)):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(place, column, datetime(cell.year, cell.month, cell.day), british)
            elif cell is not None:
                sheet.write(place, column, cell)
    for top, left, bottom, right, words in merged:
        sheet.merge_range(top, left, bottom, right, words)
    book.close()
    return out.getvalue()


def open_document(rows: Sequence[Sequence[Any]]) -> bytes:
    """An OpenDocument sheet with the heading and the rows, all cells as text."""
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{"" if cell is None else cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in [HEADING, *rows]
    )
    content = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{table}" xmlns:text="{text}"><office:body>'
        f'<office:spreadsheet><table:table table:name="Tracker">{lines}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return package(
        {
            "mimetype": f"{ODF}spreadsheet".encode(),
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


def good(number: int, **cells: Any) -> list[Any]:
    """A row without a fault, with other cells where they are named."""
    values = {
        "ref": f"A{number}", "item": "Prevention", "action": f"Action {number}", "owner": OWNER, "start": None,
        "due": "30 June 2017", "state": "Not started", "done": None, "evidence": None, "update": None, "told": None,
        "rag": "Green", **cells,
    }  # fmt: skip
    return list(values.values())


GOOD = (
    good(
        1, due=date(2017, 6, 30), start=date(2017, 4, 3), state="Underway", update="Begun.", told="2017-05-02"
    ),
    good(2, due="30/06/2017", owner="KIM EXAMPLE"),
    good(3, due="2017-06-30", item="victims"),
    good(4, due="30 Jun 2017", state="Complete", done="12 May 2017", evidence="Minutes of 12 May."),
    good(5, due="1st July 2017", state="Cancelled"),
)

PLANTED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("item", "is empty", {"item": None}),
    ("item", "has no item of this title. Is 'Prevention' meant?", {"item": "Preventoin"}),
    ("item", "This item is closed", {"item": "Response"}),
    ("item", "2 open items have this title", {"item": "Twice"}),
    ("title", "is empty", {"action": "  "}),
    ("title", "200 are allowed", {"action": "x" * 201}),
    ("owner", "is empty", {"owner": None}),
    ("owner", "Nobody of this name", {"owner": "Unknown Example"}),
    ("owner", "has left", {"owner": "Gone Example"}),
    ("owner", "2 people have this name", {"owner": "Same Example"}),
    ("due", "is missing", {"due": None}),
    ("due", "two digits", {"due": "30/06/17"}),
    ("due", "no month 30", {"due": "06/30/2017"}),
    ("due", "is no day of the calendar", {"due": "31/06/2017"}),
    ("due", "is a number, not a day", {"due": 42916}),
    ("due", "is no day. Write", {"due": "end of June"}),
    ("due", "before 2 March 2017, when the item was raised", {"due": "1 March 2017"}),
    ("due", "before the start", {"start": "1 July 2017"}),
    ("due", "outside 1990 to 2100", {"due": "2217-06-30"}),
    ("starts_on", "is no day. Write", {"start": "asap"}),
    ("state", "is no state of an action", {"state": "Amber"}),
    ("evidence", "nothing shows it", {"state": "Done", "done": "2017-06-01"}),
    ("done_on", "not come yet", {"state": "Done", "evidence": "Minutes.", "done": "2099-06-01"}),
    ("done_on", "but the action is not done", {"done": "2017-06-01"}),
    (
        "done_on",
        "before the start",
        {"state": "Done", "evidence": "M.", "start": "2017-06-02", "done": "2017-06-01"},
    ),
    ("updated_on", "not come yet", {"update": "Later.", "told": "2099-01-01"}),
    (
        "updated_on",
        "lies before 2 March 2017, when the item was raised",
        {"update": "Early.", "told": "2017-01-01"},
    ),
    ("update", "but no update", {"told": "2017-05-02"}),
    ("reference", "stands in row", {"ref": "A1"}),
    ("reference", "60 are allowed", {"ref": "R" * 61}),
)
"""Thirty faults: the column, words of the sentence, and the cells that make the fault."""


def planted() -> list[list[Any]]:
    return [good(100 + number, **cells) for number, (_, _, cells) in enumerate(PLANTED)]
