"""Long tables in pieces: the same rows come back from CSV, JSON and a workbook, and memory stays small."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from peelian.rendering.row_streams import CUT, LONGEST_CELL, PIECE, csv_pieces, json_pieces, xlsx_pieces

COLUMNS = ("title", "due", "open", "count", "empty")
ROWS: list[tuple[Any, ...]] = [
    ("Ffôn & <answer>\n'calls'", date(2017, 5, 1), True, 3, None),
    ("=1+1", None, False, -2.5, ""),
]


def test_csv_guards_cells_and_keeps_numbers() -> None:
    text = "".join(csv_pieces(COLUMNS, ROWS))

    assert list(csv.reader(io.StringIO(text))) == [
        list(COLUMNS),
        ["Ffôn & <answer>\n'calls'", "2017-05-01", "True", "3", ""],
        ["'=1+1", "", "False", "-2.5", ""],
    ]


def test_json_is_one_list_of_objects() -> None:
    assert json.loads("".join(json_pieces(COLUMNS, ROWS))) == [
        {
            "title": "Ffôn & <answer>\n'calls'",
            "due": "2017-05-01",
            "open": True,
            "count": 3,
            "empty": None,
        },
        {"title": "=1+1", "due": None, "open": False, "count": -2.5, "empty": None},
    ]


def test_workbook_is_read_back_with_days_numbers_and_words() -> None:
    book = b"".join(xlsx_pieces("Register", COLUMNS, ROWS))

    read = CalamineWorkbook.from_filelike(io.BytesIO(book))

    assert read.sheet_names == ["Register"]
    assert read.get_sheet_by_index(0).to_python() == [
        list(COLUMNS),
        ["Ffôn & <answer>\n'calls'", date(2017, 5, 1), True, 3.0, ""],
        ["=1+1", "", False, -2.5, ""],
    ]


def test_every_part_of_the_workbook_is_well_formed_whatever_the_words_hold() -> None:
    book = b"".join(xlsx_pieces("A & B <" + "x" * 40, ("a",), [("bell \x07 and \x00",), ("y" * 40_000,)]))

    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert parts.testzip() is None
        trees = {name: etree.fromstring(parts.read(name)) for name in parts.namelist()}

    cells = [cell.text or "" for cell in trees["xl/worksheets/sheet1.xml"].iter("{*}t")]
    assert cells[1] == "bell \ufffd and \ufffd"
    assert len(cells[2]) == LONGEST_CELL
    assert cells[2].endswith(CUT)


@pytest.mark.parametrize("count", [0, 1, PIECE, PIECE + 1])
def test_no_row_is_lost_between_pieces(count: int) -> None:
    rows = [(str(number),) for number in range(count)]

    written = "".join(csv_pieces(("n",), rows))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(xlsx_pieces("n", ("n",), rows))))

    assert written.splitlines() == ["n", *(row[0] for row in rows)]
    assert json.loads("".join(json_pieces(("n",), rows))) == [{"n": row[0]} for row in rows]
    assert book.get_sheet_by_index(0).to_python() == [["n"], *([row[0]] for row in rows)]


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_memory_does_not_grow_with_the_rows(form: str) -> None:
    def rows() -> Iterator[tuple[str, int]]:
        for number in range(20_000):
            yield f"Row {number} " + "x" * 200, number

    columns = ("text", "number")
    pieces: dict[str, Any] = {
        "csv": lambda: csv_pieces(columns, rows()),
        "json": lambda: json_pieces(columns, rows()),
        "xlsx": lambda: xlsx_pieces("Rows", columns, rows()),
    }
    tracemalloc.start()

    for _ in pieces[form]():
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 3_000_000
