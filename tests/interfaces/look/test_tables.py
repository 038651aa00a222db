"""The rows of tables."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from lxml import html

from peelian.interfaces.look.tables import LONG_WORD, table_body


def test_word_that_no_line_holds_is_broken_and_others_are_not() -> None:
    row = [{"text": f"Said {'a' * (LONG_WORD + 1)}"}, {"text": "a " * 100}, {"text": "a" * LONG_WORD}]

    cells = html.fromstring(f"<table>{table_body([row])}</table>").xpath("//th|//td")

    assert ["peelian-long-word" in cell.get("class") for cell in cells] == [True, False, False]


TEXTS = [{"text": "Item"}, {"text": "Force"}, {"text": "Due"}]


def test_rows_of_several_texts_are_stacked_on_a_phone_and_keep_their_roles() -> None:
    table = _table(TEXTS, [[{"text": "Plan"}, {"text": "Kent Police"}, {"text": ""}]])

    assert "peelian-stacked" in table.get("class")
    assert table.xpath("//td/@data-label") == ["Force", "Due"]
    assert [each.get("role") for each in table.iter()] == [
        "table",
        None,
        *("rowgroup", "row", "columnheader", "columnheader", "columnheader"),
        *("rowgroup", "row", "rowheader", "cell", "cell"),
        None,
    ]


def test_columns_of_numbers_stay_beside_one_another() -> None:
    numbers = [{"text": "Force"}, {"text": "Open", "numeric": True}, {"text": "Late", "numeric": True}]

    table = _table(numbers, [[{"text": "Kent Police"}, {"text": 1}, {"text": 2}]])

    assert "peelian-stacked" not in table.get("class")
    assert table.xpath("descendant-or-self::*[@role or @data-label]") == []


def test_list_without_rows_says_so_without_headings() -> None:
    words = {"id": "late", "caption": "Late", "columns": TEXTS, "rows": [], "empty": "Nothing is late."}

    written = html.fragment_fromstring(render_to_string("look/table.html", words))

    assert [each.text_content().strip() for each in written.xpath("./*")] == ["Late", "Nothing is late."]
    assert written.xpath("//table") == []


def _table(columns: list[dict[str, Any]], rows: list[list[dict[str, Any]]]) -> html.HtmlElement:
    words = {"id": "list", "caption": "List", "columns": columns, "rows": rows}
    return html.fragment_fromstring(render_to_string("look/table.html", words)).xpath("./table")[0]
