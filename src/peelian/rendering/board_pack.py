"""The pack of a force's Management Board: every open item with its owner, actions and news, in three formats.

The value holds words that are ready to be printed, so that PDF, Word document and workbook cannot differ.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from typing import Any

import docx
import typst
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from peelian.rendering.printable import STANDARD, embedded_fonts, unprintable_characters
from peelian.rendering.row_streams import Sheet, book_pieces
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words

LANGUAGE = "en-GB"
ITEM_COLUMNS = ("Item", "Kind", "Due", "Owner", "Stands at", "Actions", "News", "Held up by")
ACTION_COLUMNS = ("Action", "Item or programme", "Owner", "Due", "State")
ITEM_WIDTHS = (44, 24, 26, 14, 24, 24, 20, 40, 32, 60)
ACTION_WIDTHS = (44, 44, 24, 40, 14, 30)


@dataclass(frozen=True)
class PackAction:
    """An open or finished action of an item, or of a programme of the force."""

    title: str
    serves: str
    owner: str
    due: str
    state: str
    late: bool
    last_day: date | None = None
    moved: tuple[str, ...] = ()


@dataclass(frozen=True)
class PackItem:
    """An open item as the board sees it."""

    title: str
    kind: str
    due: str
    overdue: bool
    owner: str
    owner_missing: bool
    stage: str
    actions: str
    news: str
    stale: bool
    held_up: str
    update: str
    last_day: date | None = None


@dataclass(frozen=True)
class BoardPack:
    """What the board reads on one day."""

    force: str
    made_on: date
    summary: tuple[str, ...]
    faults: tuple[str, ...]
    items: tuple[PackItem, ...]
    actions: tuple[PackAction, ...]

    @property
    def title(self) -> str:
        return f"{self.force}: board pack of {day_words(self.made_on)}"


def board_pack_pdf(pack: BoardPack) -> bytes:
    """Write the pack as an accessible PDF; a character that no font has is printed as a question mark.

    Raises
    ------
    RefusalError
        Typst cannot lay the pack out.
    """
    view = {**asdict(pack), "made_on": day_words(pack.made_on), "title": pack.title}
    words = json.dumps(_printable(view), ensure_ascii=False, default=str)
    made = datetime.combine(pack.made_on, time(), tzinfo=UTC)
    with as_file(files("peelian.rendering") / "templates") as folder:
        compiler = typst.Compiler(input=folder / "board_pack.typ", root=folder, font_paths=embedded_fonts())
        try:
            written = compiler.compile(
                format="pdf", sys_inputs={"pack": words}, pdf_standards=STANDARD, timestamp=made
            )
        except typst.TypstError as error:
            raise RefusalError("refused", f"The board pack cannot be laid out as a PDF: {error}.") from error
    if not isinstance(written, bytes):
        raise TypeError(f"Typst gave {type(written).__name__} where one PDF was expected.")
    return written


def board_pack_docx(pack: BoardPack) -> bytes:
    """Write the pack as a Word document with headings and tables."""
    document = docx.Document()
    _turn(document)
    _speak_british(document)
    document.core_properties.title = pack.title
    document.core_properties.author = pack.force
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = datetime.combine(
        pack.made_on, time()
    )
    document.add_heading(pack.title, 0)
    for line in pack.summary:
        document.add_paragraph(_writable(line))
    if pack.faults:
        document.add_heading("To put right", 1)
        for line in pack.faults:
            document.add_paragraph(_writable(line), style="List Bullet")
    document.add_heading("Open items", 1)
    _table(document, ITEM_COLUMNS, (_item_cells(item) for item in pack.items))
    document.add_heading("Actions", 1)
    _table(document, ACTION_COLUMNS, (_action_cells(action) for action in pack.actions))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def board_pack_xlsx(pack: BoardPack) -> bytes:
    """Write the pack as a workbook with a sheet of items and one of actions; last days are days, to sort by."""
    items = [_with_day(_item_cells(each), 3, each.last_day, each.update) for each in pack.items]
    actions = [_with_day(_action_cells(each), 4, each.last_day) for each in pack.actions]
    sheets = [
        Sheet(
            "Open items",
            _with_day(ITEM_COLUMNS, 3, "Last day", "Latest update"),
            items,
            ITEM_WIDTHS,
            wraps=True,
        ),
        Sheet("Actions", _with_day(ACTION_COLUMNS, 4, "Last day"), actions, ACTION_WIDTHS, wraps=True),
    ]
    return b"".join(book_pieces(sheets))


def _with_day(cells: tuple[str, ...], place: int, day: Any, *more: str) -> tuple[Any, ...]:
    """The cells with the last day at its place, and what the workbook tells beside them."""
    return (*cells[:place], day, *cells[place:], *more)


def _item_cells(item: PackItem) -> tuple[str, ...]:
    due = f"{item.due} (overdue)" if item.overdue else item.due
    return (item.title, item.kind, due, item.owner, item.stage, item.actions, item.news, item.held_up)


def _action_cells(action: PackAction) -> tuple[str, ...]:
    due = "; ".join([f"{action.due} (late)" if action.late else action.due, *action.moved])
    return (action.title, action.serves, action.owner, due, action.state)


def _table(document: Document, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    names = list(columns)
    table = document.add_table(rows=1, cols=len(names), style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = name
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    written = list(rows)
    for row in written:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, words in zip(added.cells, row, strict=True):
            cell.text = _writable(words)
    if not written:
        document.add_paragraph("None.")


def _speak_british(document: Document) -> None:
    """Name the language of the text, by which it is spelt and read aloud."""
    document.core_properties.language = LANGUAGE
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _turn(document: Document) -> None:
    """Lay the pages across, since the tables are wide."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _writable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(
        sign for sign in text if sign in "\n\t" or (ord(sign) >= 32 and not 0xD800 <= ord(sign) <= 0xDFFF)
    )


def _printable(value: object) -> object:
    if isinstance(value, str):
        return value.translate({ord(sign): "?" for sign in unprintable_characters(value)})
    if isinstance(value, dict):
        return {name: _printable(each) for name, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list | tuple) else value
