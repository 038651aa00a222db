"""The board pack says the same as PDF, Word document and workbook."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from django.utils import timezone
from docx.oxml.ns import qn
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from peelian.apps.actions import services
from peelian.apps.actions.queries import board_pack
from peelian.apps.followup import services as followup
from peelian.rendering.board_pack import BoardPack, board_pack_docx, board_pack_pdf, board_pack_xlsx
from peelian.rules.number_words import days_counted
from tests.apps.actions.world import asked, begun, finished, force_of, worker_of
from tests.apps.world import make_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack() -> BoardPack:
    item = asked("Prevention of crime", due=date(2022, 5, 1))
    force = force_of(item)
    actor, leaves = worker_of(force), worker_of(force, name="Sam Example")
    followup.name_owner(actor=actor, item=item, owner=leaves, expected_version=item.version)
    services.write_update(actor=actor, item=item, text="Half done \U0001f600 =1+1", on=date(2022, 5, 2))
    finished(begun(item, actor, title="Write the course"), actor)
    begun(item, actor, title="Hold 13 road shows", due=date(2022, 4, 1), target_count=13)
    leaves.memberships.all().delete()
    return board_pack(force, timezone.localdate())


def sheets_of(data: bytes) -> list[list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python() for name in ("Open items", "Actions")]


def test_word_document_is_british_and_repeats_its_headings_on_each_page(pack: BoardPack) -> None:
    document = docx.Document(io.BytesIO(board_pack_docx(pack)))

    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert (languages, document.core_properties.language) == ({"en-GB"}, "en-GB")
    assert (document.core_properties.author, document.core_properties.comments) == ("Cleveland Police", "")
    assert [len(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")) for table in document.tables] == [1, 1]


def days_late(due: date) -> str:
    return days_counted((timezone.localdate() - due).days)


def text_of_pdf(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def text_of_word(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_pack_counts_what_is_late_stale_and_without_owner(pack: BoardPack) -> None:
    assert pack.summary == (
        "1 open item; 1 of them past the date of the item; 1 with a stale update; "
        "1 without an owner who is still there; "
        "1 late action.",
    )
    assert pack.faults == (
        "Sam Example has left and still owns 1 item. Name another owner for each.",
        f"Action not done: Hold 13 road shows. Due 1 April 2022, {days_late(date(2022, 4, 1))} late.",
    )
    assert [(each.title, each.late) for each in pack.actions] == [
        ("Write the course", False),
        ("Hold 13 road shows", True),
    ]


def test_three_formats_hold_the_same_words(pack: BoardPack) -> None:
    items, actions = sheets_of(board_pack_xlsx(pack))
    words = [
        "Prevention of crime", "By 1 May 2022 (overdue)", "Sam Example (has left)", "1 of 2 done",
        "Hold 13 road shows", "1 April 2022 (late)", "Not started (0 of 13, 0 percent)",
    ]  # fmt: skip

    pdf, word, book = (
        text_of_pdf(board_pack_pdf(pack)),
        text_of_word(board_pack_docx(pack)),
        str([items, actions]),
    )
    for expected in words:
        assert [expected in text for text in (pdf, word, book)] == [True, True, True], expected
    assert [row[0] for row in items] == ["Item", "Prevention of crime"]
    assert [(row[0], row[1], row[4]) for row in actions] == [
        ("Action", "Item or programme", "Last day"),
        ("Write the course", "Prevention of crime", date(2017, 6, 30)),
        ("Hold 13 road shows", "Prevention of crime", date(2022, 4, 1)),
    ]
    assert "Half done ? =1+1" in pdf


def test_pack_of_a_force_without_items_is_made_too() -> None:
    pack = board_pack(make_force("durham"), timezone.localdate() - timedelta(days=1))

    assert "No item is open." in text_of_pdf(board_pack_pdf(pack))
    assert "None." in text_of_word(board_pack_docx(pack))
    assert board_pack_pdf(pack) == board_pack_pdf(pack)
