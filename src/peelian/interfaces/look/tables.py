"""The rows of a table, written in one go: a long list has hundreds of cells, and a template for each is slow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

LONG_WORD = 30
_LONG_WORD = re.compile(rf"\S{{{LONG_WORD + 1},}}")
_NOT_RECORDED = '<span class="peelian-not-recorded">not recorded</span>'


def table_body(rows: Iterable[Sequence[Mapping[str, Any]]]) -> SafeString:
    """Write the rows of a table; the first cell of each is its heading.

    Parameters
    ----------
    rows
        Rows of cells, each with ``text``, or ``text`` and ``href``, or ``html`` that is declared safe; ``numeric``
        sets a cell to the right, and ``hidden`` is read out after the text of a link, such as the name of the row.
        A cell without any of them is shown as not recorded.
    """
    return SafeString("\n".join(_row(cells) for cells in rows))


def headings(*titles: str) -> list[dict[str, str]]:
    """Write the columns of a table of which none holds numbers."""
    return [{"text": title} for title in titles]


def _row(cells: Sequence[Mapping[str, Any]]) -> str:
    return f'<tr class="govuk-table__row">{"".join(map(_cell, range(len(cells)), cells))}</tr>'


def _cell(place: int, cell: Mapping[str, Any]) -> str:
    more = " govuk-table__cell--numeric" if place and cell.get("numeric") else ""
    if len(str(cell.get("text") or "")) > LONG_WORD and _LONG_WORD.search(str(cell["text"])):
        more += " peelian-long-word"
    if place == 0:
        return f'<th scope="row" class="govuk-table__header{more}">{_content(cell)}</th>'
    return f'<td class="govuk-table__cell{more}">{_content(cell)}</td>'


def _content(cell: Mapping[str, Any]) -> str:
    text = cell.get("text", "")
    if href := cell.get("href"):
        return f'<a class="govuk-link" href="{conditional_escape(href)}">{conditional_escape(text)}{_hidden(cell)}</a>'
    if html := cell.get("html"):
        return conditional_escape(html)
    return _NOT_RECORDED if text is None or text == "" else conditional_escape(text)


def _hidden(cell: Mapping[str, Any]) -> str:
    hidden = cell.get("hidden")
    return f'<span class="govuk-visually-hidden"> {conditional_escape(hidden)}</span>' if hidden else ""
