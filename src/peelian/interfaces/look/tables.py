"""The rows of a table, written in one go: a long list has hundreds of cells, and a template for each is slow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

LONG_WORD = 30
STACKED_FROM = 3
_LONG_WORD = re.compile(rf"\S{{{LONG_WORD + 1},}}")
_NOT_RECORDED = '<span class="peelian-not-recorded">Not recorded</span>'


def is_stacked(columns: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the rows stand one under the other on a phone: where several texts would share its width.

    Columns of numbers stay beside one another, since they are there to be compared.
    """
    return sum(not column.get("numeric") for column in columns) >= STACKED_FROM


def table_start(columns: Sequence[Mapping[str, Any]], identifier: str) -> SafeString:
    """Open a table. One that is stacked on a phone names its roles, which its style would else take from it."""
    if is_stacked(columns):
        return format_html('<table class="govuk-table peelian-stacked" id="{}" role="table">', identifier)
    return format_html('<table class="govuk-table" id="{}">', identifier)


def table_head(columns: Sequence[Mapping[str, Any]]) -> SafeString:
    """Write the headings of the columns."""
    stacked = is_stacked(columns)
    cells = "".join(
        f'<th scope="col"{_role(stacked, "columnheader")} class="govuk-table__header'
        f'{" govuk-table__header--numeric" if column.get("numeric") else ""}">'
        f"{conditional_escape(column.get('text', ''))}</th>"
        for column in columns
    )
    return SafeString(
        f'<thead class="govuk-table__head"{_role(stacked, "rowgroup")}>'
        f'<tr class="govuk-table__row"{_role(stacked, "row")}>{cells}</tr></thead>'
    )


def table_body(
    rows: Iterable[Sequence[Mapping[str, Any]]], columns: Sequence[Mapping[str, Any]] = ()
) -> SafeString:
    """Write the rows of a table; the first cell of each is its heading.

    Parameters
    ----------
    rows
        Rows of cells, each with ``text``, or ``text`` and ``href``, or ``html`` that is declared safe; ``numeric``
        sets a cell to the right, and ``hidden`` is read out after the text of a link, such as the name of the row.
        A cell without any of them is shown as not recorded.
    columns
        The columns, each with ``text``: a cell that is stacked on a phone carries that of its own.
    """
    stacked = is_stacked(columns)
    labels = [str(column.get("text", "")) for column in columns] if stacked else []
    body = "\n".join(_row(cells, labels) for cells in rows)
    return SafeString(f'<tbody class="govuk-table__body"{_role(stacked, "rowgroup")}>{body}</tbody>')


def headings(*titles: str) -> list[dict[str, str]]:
    """Write the columns of a table of which none holds numbers."""
    return [{"text": title} for title in titles]


def _role(stacked: bool, name: str) -> str:
    return f' role="{name}"' if stacked else ""


def _row(cells: Sequence[Mapping[str, Any]], labels: Sequence[str]) -> str:
    written = "".join(_cell(place, cell, labels) for place, cell in enumerate(cells))
    return f'<tr class="govuk-table__row"{_role(bool(labels), "row")}>{written}</tr>'


def _cell(place: int, cell: Mapping[str, Any], labels: Sequence[str]) -> str:
    more = " govuk-table__cell--numeric" if place and cell.get("numeric") else ""
    if len(str(cell.get("text") or "")) > LONG_WORD and _LONG_WORD.search(str(cell["text"])):
        more += " peelian-long-word"
    stacked = bool(labels)
    if place == 0:
        role = _role(stacked, "rowheader")
        return f'<th scope="row"{role} class="govuk-table__header{more}">{_content(cell)}</th>'
    label = f' data-label="{conditional_escape(labels[place])}"' if place < len(labels) else ""
    return f'<td{_role(stacked, "cell")}{label} class="govuk-table__cell{more}">{_content(cell)}</td>'


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
