"""A file that is no table is refused with the row at fault and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.records.duck import column_types, open_engine
from peelian.stats.errors import StatsError


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(StatsError) as caught:
        column_types(open_engine(), path)
    assert (caught.value.code, caught.value.details["file"]) == ("file-unreadable", str(path))
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"y,Y\n1,0\n",
            "cases.csv names a column twice: 'Y'. Capitals do not tell names apart. "
            "Give each column a name of its own.",
        ),
        (
            b"y,s\n1,a\n0,\xff\xfe\n",
            "cases.csv cannot be read as a table: row 2 holds bytes that are no UTF-8 text. Save the file as UTF-8.",
        ),
        (
            b"y\n1\n0,5\n",
            "cases.csv cannot be read as a table: row 2 has 2 cells, and the header has 1. Put quotes around a cell "
            "that holds a comma, or fill the row.",
        ),
    ],
    ids=["repeated-column", "encoding", "ragged"],
)
def test_first_fault_of_a_csv_file_is_told_with_its_row(tmp_path: Path, content: bytes, message: str) -> None:
    assert refusal(tmp_path / "cases.csv", content) == message


def test_parquet_file_that_is_none_says_what_to_do(tmp_path: Path) -> None:
    told = refusal(tmp_path / "cases.parquet", b"not parquet at all")

    assert told.startswith("cases.parquet cannot be read as a table: ")
    assert told.endswith(". Save it anew as Parquet, or as CSV.")


def test_header_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_bytes(b"\xef\xbb\xbfy,s\n1,a\n")

    assert list(column_types(open_engine(), path)) == ["y", "s"]


def test_title_above_the_header_is_told_and_no_row_is_passed_over(tmp_path: Path) -> None:
    told = refusal(tmp_path / "cases.csv", b"Reviewed cases\ny,s\n1,a\n0,a\n")

    assert told.startswith("cases.csv cannot be read as a table: row 1 has 2 cells, and the header has 1.")
