"""How far the sheets of a workbook on disk reach, whatever its format."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from peelian.workbooks.sheet_size import Reach, column_number, reach_of_workbook
from tests.records.returned.test_grid import ods


def test_sheet_on_disk_is_measured_by_its_format(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write(9, 2, "last")
    empty = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (tmp_path / "a.ods").write_bytes(ods([["month", "men"], ["2022-03", "5"]], empty))

    assert reach_of_workbook(tmp_path / "a.xlsx", ".xlsx", 1_000) == Reach(30, "C10")
    assert reach_of_workbook(tmp_path / "a.ods", ".ods", 1_000) == Reach(4, "B2")


@pytest.mark.parametrize("times", ["-1", "99999999999", "many"])
def test_rows_that_no_program_repeats_so_often_are_no_sheet(tmp_path: Path, times: str) -> None:
    row = f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell/></table:table-row>'
    (tmp_path / "a.ods").write_bytes(ods([["month"]], row))

    with pytest.raises(ValueError, match=r"invalid literal|number-rows-repeated is"):
        reach_of_workbook(tmp_path / "a.ods", ".ods", 1_000)


def test_columns_are_numbered_from_their_letters() -> None:
    assert [column_number(letters) for letters in (b"A", b"Z", b"AA", b"xfd")] == [1, 26, 27, 16_384]


def test_format_that_keeps_no_parts_is_left_to_the_limits_of_its_reader(tmp_path: Path) -> None:
    old = tmp_path / "a.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + b"0" * 600)

    assert reach_of_workbook(old, ".xls", 1_000) == Reach()
