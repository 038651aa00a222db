"""Frames: loaded from three kinds of file, and refused as a whole with every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from peelian.apps.audit.models import AuditEvent
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.services import load_frame
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.errors import InvalidValueError, RefusalError, StaleEditError
from peelian.rules.periods import Period
from tests.apps.reviews.world import (
    VICTIMS,
    analyst,
    csv_of,
    drawn,
    keys,
    loaded,
    planned,
    refusal_fields,
    refusal_messages,
)
from tests.workbooks import hostile

pytestmark = pytest.mark.django_db

ROWS = [
    {"reference": "A-1", "day": "2021-02-01", "ethnicity": "white"},
    {"reference": "A-2", "day": "2021-03-01", "ethnicity": ""},
    {"reference": "A-3", "day": "2021-12-31", "ethnicity": "ethnic-minority"},
]


def load(review: Review, name: str, content: bytes, columns: FrameColumns | None = None) -> Review:
    return load_frame(
        actor=analyst(),
        review=review,
        expected_version=review.version,
        name=name,
        content=ContentFile(content),
        columns=columns or FrameColumns("reference", day="day"),
    )


def workbook(path: Path, rows: list[dict[str, Any]]) -> bytes:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([dict(zip(rows[0], rows[0], strict=True)), *rows]):
            sheet.write_row(at, 0, list(row.values()))
    return path.read_bytes()


def parquet(path: Path, table: Path) -> bytes:
    duckdb.execute(
        f"COPY (SELECT * FROM read_csv('{table}', all_varchar = true)) TO '{path}' (FORMAT parquet)"
    )
    return path.read_bytes()


def test_frame_is_the_same_from_csv_parquet_and_excel(tmp_path: Path) -> None:
    table = tmp_path / "frame.csv"
    table.write_bytes(csv_of(ROWS))
    files = {
        "cases.csv": table.read_bytes(),
        "cases.parquet": parquet(tmp_path / "frame.parquet", table),
        "cases.xlsx": workbook(tmp_path / "frame.xlsx", ROWS),
    }

    reviews = [load(planned(title=name), name, content) for name, content in files.items()]

    assert [(each.frame_name, each.frame_rows) for each in reviews] == [(name, 3) for name in files]
    assert len({each.frame_fingerprint for each in reviews}) == 1
    assert [each.frame_fields for each in reviews] == [["ethnicity"]] * 3


def test_numbers_and_days_of_a_workbook_are_written_as_they_are_meant(tmp_path: Path) -> None:
    rows = [{"reference": 17, "day": "2021-02-01"}, {"reference": 18, "day": "2021-02-02"}]

    review = load(planned(), "numbers.xlsx", workbook(tmp_path / "numbers.xlsx", rows))

    assert sorted(drawn(review, {"size": 2}).cases.values_list("key", flat=True)) == ["17", "18"]


def test_every_fault_of_a_frame_is_told_at_once_and_what_was_loaded_stays() -> None:
    review = load(planned(), "good.csv", csv_of(ROWS))
    rows = [
        *ROWS,
        {"reference": "A-1", "day": "2021-04-01", "ethnicity": "white"},
        {"reference": "", "day": "2020-12-31", "ethnicity": "unknown"},
    ]

    with pytest.raises(InvalidValueError) as refusal:
        load(review, "bad.csv", csv_of(rows))

    assert refusal_messages(refusal) == [
        "Row 5 (line 6 of the file, column 'reference'): The case has no key.",
        "Row 5 (line 6 of the file, column 'day'): The day '2020-12-31' lies outside the period from 2021-01-01 to "
        "2021-12-31.",
        "The key 'A-1' stands 2 times, in rows 1, 4; every case has a key of its own.",
        "Row 5 (line 6 of the file, column 'ethnicity'): The cell says 'unknown'. Allowed here: ethnic-minority, "
        "white, not-stated.",
    ]
    assert refusal_fields(refusal) == ["reference", "day", "reference", "ethnicity"]
    assert refusal.value.details["count"] == 4
    assert Review.objects.get(pk=review.pk).frame_rows == 3


def test_refused_frame_names_no_case_in_the_log() -> None:
    with pytest.raises(InvalidValueError):
        load(planned(), "twice.csv", csv_of([ROWS[0], ROWS[0]]))

    assert AuditEvent.objects.filter(outcome="refused").latest("sequence").summary == (
        "twice.csv cannot be drawn from: 1 finding."
    )


def test_refused_workbook_is_named_as_the_sender_names_it(tmp_path: Path) -> None:
    content = workbook(tmp_path / "made.xlsx", [{"other": "A-1"}])

    with pytest.raises(InvalidValueError) as refusal:
        load(planned(), "Cases of May.xlsx", content)

    assert refusal.value.message.startswith("Cases of May.xlsx has no column 'reference'")


def test_many_faults_are_listed_up_to_a_limit_with_their_count() -> None:
    rows = [{"reference": key, "day": "2019-01-01"} for key in keys(200)]

    with pytest.raises(InvalidValueError) as refusal:
        load(planned(), "old.csv", csv_of(rows))

    assert (len(refusal_messages(refusal)), refusal.value.details["count"]) == (20, 200)


def test_names_and_fields_without_a_visible_sign_or_with_a_control_sign_are_refused() -> None:
    rows = [
        {"reference": "\0", "ethnicity": "white"},
        {"reference": "\u200b", "ethnicity": "white"},
        {"reference": "A\a-1", "ethnicity": "white"},
        {"reference": "A-2", "ethnicity": "whi\0te"},
    ]

    with pytest.raises(InvalidValueError) as refusal:
        load(planned(), "signs.csv", csv_of(rows), FrameColumns("reference"))

    assert refusal_messages(refusal)[:3] == [
        "Row 1 (line 2 of the file, column 'reference'): The case has no key.",
        "Row 2 (line 3 of the file, column 'reference'): The case has no key.",
        r"Row 3 (line 4 of the file, column 'reference'): The key 'A\x07-1' holds a control character. "
        "Write it without.",
    ]


def test_strata_that_were_not_named_are_refused() -> None:
    rows = [{"reference": "A-1", "borough": "north"}, {"reference": "A-2", "borough": "east"}]
    columns = FrameColumns("reference", stratum="borough", strata=("north", "south"))

    with pytest.raises(InvalidValueError) as refusal:
        load(planned(), "boroughs.csv", csv_of(rows), columns)

    assert refusal_messages(refusal) == [
        "Row 2 (line 3 of the file, column 'borough'): The cell says 'east'. Allowed here: north, south."
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.csv", b"", "empty.csv is empty. A frame has one row a case below its header."),
        (
            "header.csv",
            b"reference,day\n",
            "header.csv holds no case. A frame has one row a case below its header.",
        ),
        (
            "book.xlsx",
            b"PK\x03\x04 no workbook",
            "book.xlsx cannot be read. The workbook is damaged and cannot be opened. Save it again in the program that "
            "made it, and send that. A frame can be sent as CSV or Parquet too.",
        ),
        (
            "wide.xlsx",
            hostile.TWO_CELLS_FAR_APART,
            "wide.xlsx cannot be read. The cell XFD1048576 stands so far out that its sheet reaches over more than "
            "10,000,000 cells. Delete it, and others like it, and send the workbook again. A frame can be "
            "sent as CSV or Parquet too.",
        ),
        (
            "types.xlsx",
            hostile.TYPES_DECLARED["entities"],
            "types.xlsx cannot be read. It holds a declaration of document types (DTD), which no office program "
            "writes. Save it again in the program that made it, and send that. A frame can be sent as CSV or Parquet "
            "too.",
        ),
        (
            "letter.pdf",
            b"%PDF",
            "'letter.pdf' is no file that frames are read from. Load one that ends in .csv, .parquet, .xlsx.",
        ),
        (
            "other.csv",
            b"case,day\nA,2021-01-01\n",
            "other.csv has no column 'reference'. Its columns: case, day.",
        ),
    ],
)
def test_file_that_is_no_frame_is_refused_with_what_to_do(name: str, content: bytes, message: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        load(planned(), name, content)

    assert refusal.value.message == message


def test_column_for_a_field_that_the_instrument_lacks_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        loaded(planned(), ROWS, FrameColumns("reference", facts={"weather": "day"}))

    assert refusal.value.message == (
        "Grounds recorded for stop and search, 2021 has no case field weather. It has: ethnicity, object."
    )


def test_days_cannot_be_checked_against_a_period_in_words() -> None:
    review = planned(period=Period.described("summer 2021"))

    with pytest.raises(InvalidValueError) as refusal:
        load(review, "cases.csv", csv_of(ROWS))

    assert refusal_fields(refusal) == ["day"]


def test_frame_is_fixed_once_the_sample_is_drawn_and_edits_may_not_cross() -> None:
    review = loaded(planned(), ROWS)
    with pytest.raises(StaleEditError):
        load_frame(
            actor=analyst(), review=review, expected_version=1, name="a.csv", content=ContentFile(b""),
            columns=FrameColumns("reference"),
        )  # fmt: skip
    now = drawn(review, {"size": 2})

    with pytest.raises(RefusalError) as refusal:
        load(now, "again.csv", csv_of(ROWS))

    assert refusal.value.message == (
        "The review 'Grounds for searches' is drawn. To load a frame, it has to be planned."
    )


def test_facts_come_from_the_columns_that_were_named() -> None:
    rows = [
        {"reference": "A-1", "closed as": "15", "beat": "1"},
        {"reference": "A-2", "closed as": "16", "beat": "2"},
    ]
    columns = FrameColumns("reference", facts={"outcome": "closed as"})

    review = drawn(loaded(planned(VICTIMS), rows, columns), {"size": 2})

    assert {case.key: case.frame_facts for case in review.cases.all()} == {
        "A-1": {"outcome": "15"},
        "A-2": {"outcome": "16"},
    }
