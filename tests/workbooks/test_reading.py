"""The one door to workbooks: what stands in them comes out, and what would harm is refused with a sentence."""

from __future__ import annotations

import io
import time as clock
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from peelian.workbooks.bounds import Bounds, Cell, cell_from_json, cell_to_json
from peelian.workbooks.packages import DECLARATION_FOUND
from peelian.workbooks.reading import DAMAGED, TOO_LARGE, Sheet, WorkbookError, opened_workbook
from tests.workbooks import hostile

FAR_OUT = (
    "The cell XFD1048576 stands so far out that its sheet reaches over more than 4,000,000 cells. Delete it, and "
    "others like it, and send the workbook again."
)


def book(*sheets: dict[tuple[int, int], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "yyyy-mm-dd"}) as made:
        for cells in sheets:
            sheet = made.add_worksheet()
            for (row, column), cell in cells.items():
                sheet.write(row, column, cell)
    return out.getvalue()


def read(
    source: bytes | Path, bounds: Bounds | None = None
) -> tuple[tuple[Sheet, ...], list[list[list[Cell]]]]:
    with opened_workbook(source, ".xlsx", bounds or Bounds()) as sheets:
        return sheets, [list(sheet.rows()) for sheet in sheets]


def refusal(source: bytes, bounds: Bounds | None = None) -> str:
    with pytest.raises(WorkbookError) as refused:
        read(source, bounds)
    return str(refused.value)


def test_every_cell_comes_out_at_its_place_and_of_its_kind() -> None:
    day, moment = date(2022, 3, 31), datetime(2022, 3, 31, 9, 5)

    _, rows = read(book({(1, 1): "Ref", (2, 2): day, (2, 3): moment, (3, 1): 4.5, (3, 2): True}))

    assert rows == [
        [
            ["", "", "", ""],
            ["", "Ref", "", ""],
            ["", "", day, moment],
            ["", 4.5, True, ""],
        ]
    ]


@pytest.mark.parametrize(
    "cell",
    [date(2022, 3, 31), datetime(2022, 3, 31, 9, 5), time(9, 5), timedelta(hours=30)],
    ids=lambda cell: type(cell).__name__,
)
def test_days_and_times_survive_the_way_between_the_processes(
    cell: date | datetime | time | timedelta,
) -> None:
    assert cell_from_json(cell_to_json(cell)) == cell


def test_sheets_that_are_not_asked_for_are_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book({(0, 0): "a"}, {(0, 0): "b"}, {}))

    sheets, rows = read(path, Bounds(sheets=1))

    assert [(sheet.name, sheet.filled) for sheet in sheets] == [
        ("Sheet1", True),
        ("Sheet2", True),
        ("Sheet3", False),
    ]
    assert rows == [[["a"]], [], []]


def test_merged_cells_are_told_as_far_as_the_sheet_is_filled() -> None:
    sheets, _ = read(hostile.MERGED_BEYOND)

    assert sheets[0].merged == ((1, 0, 1, 0),)


@pytest.mark.parametrize(
    "data",
    [hostile.CELL_FAR_OUT, hostile.TWO_CELLS_FAR_APART, *hostile.HIDDEN_FAR_OUT.values()],
    ids=["one", "two", *hostile.HIDDEN_FAR_OUT],
)
def test_cell_far_out_is_named_however_it_is_written(data: bytes) -> None:
    # One cell alone reaches over one cell as the library counts, and over all of them from the first.
    assert refusal(data) == FAR_OUT


def test_cell_far_out_that_the_count_does_not_see_ends_the_other_process_alone() -> None:
    assert refusal(hostile.WRITTEN_OUT) in (TOO_LARGE, DAMAGED)


def test_many_wide_rows_are_refused_at_once() -> None:
    started = clock.monotonic()

    told = refusal(hostile.WIDE_ROWS)

    assert told.endswith(
        "reaches over more than 4,000,000 cells. Delete it, and others like it, and send the workbook again."
    )
    assert clock.monotonic() - started < 5


@pytest.mark.parametrize("kind", hostile.TYPES_DECLARED)
def test_declared_types_are_refused(kind: str) -> None:
    assert refusal(hostile.TYPES_DECLARED[kind]) == DECLARATION_FOUND


@pytest.mark.parametrize("kind", hostile.DAMAGED)
def test_damaged_workbook_is_refused(kind: str) -> None:
    assert refusal(hostile.DAMAGED[kind]) == DAMAGED


def test_what_is_larger_than_the_bounds_is_refused_and_named() -> None:
    data = book({(4, 2): "last"})

    assert refusal(data, Bounds(rows=4)) == (
        "The sheet 'Sheet1' reaches over 5 rows and 3 columns; at most 4 and 200 are read. Delete what lies far out, "
        "or send the table in parts."
    )
    assert refusal(book({(1, 1): "a"}, {(1, 1): "b"}), Bounds(cells=7)) == (
        "The sheets of the workbook hold more than 7 cells together. Delete the sheets that are not needed, and send "
        "it again."
    )
    assert refusal(hostile.LONG_CELL) == (
        "The cell A1 of the sheet 'Sheet1' holds 40,000 characters; a cell can have 32,767. Shorten it, and send the "
        "workbook again."
    )
    assert refusal(hostile.MERGED_TWICE) == (
        "Cells of the sheet 'Sheet1' are merged more than once. Undo the merging, and send it again."
    )


@pytest.mark.parametrize(
    "bounds", [Bounds(memory=96 << 20), Bounds(written=1_000)], ids=["memory", "written"]
)
def test_what_needs_more_than_it_may_take_is_refused(bounds: Bounds) -> None:
    assert refusal(book({(0, 0): "first", (19_999, 199): "last"}), bounds) == TOO_LARGE


def test_workbook_that_unpacks_without_end_is_refused() -> None:
    data = hostile.xlsx(hostile.sheet(hostile.A1) + " " * 60_000_000)

    assert refusal(data) == "The workbook unpacks to more than 50 MB. Send a smaller one."


def test_small_workbook_is_read_within_a_second() -> None:
    data = book({(0, 0): "a"})
    started = clock.monotonic()

    read(data)

    assert clock.monotonic() - started < 1
