"""The rows of tables."""

from __future__ import annotations

from lxml import html

from peelian.interfaces.look.tables import LONG_WORD, table_body


def test_word_that_no_line_holds_is_broken_and_others_are_not() -> None:
    row = [{"text": f"Said {'a' * (LONG_WORD + 1)}"}, {"text": "a " * 100}, {"text": "a" * LONG_WORD}]

    cells = html.fromstring(f"<table>{table_body([row])}</table>").xpath("//th|//td")

    assert ["peelian-long-word" in cell.get("class") for cell in cells] == [True, False, False]
