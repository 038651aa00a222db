"""Long tables as files, written row by row as they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import StreamingHttpResponse

from peelian.rendering.row_streams import csv_pieces, json_pieces, xlsx_pieces

Pieces = Callable[[str, tuple[str, ...], Iterable[Any]], Iterable[Any]]
FILES: dict[str, tuple[str, Pieces]] = {
    "csv": ("text/csv; charset=utf-8", lambda name, columns, rows: csv_pieces(columns, rows)),
    "json": ("application/json", lambda name, columns, rows: json_pieces(columns, rows)),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_pieces),
}
"""Kinds of files by their ending, with what browsers are told and how they are written."""


def row_file(name: str, ending: str, columns: tuple[str, ...], rows: Iterable[Any]) -> StreamingHttpResponse:
    """Answer with the rows as a file of one of the kinds."""
    media_type, pieces = FILES[ending]
    return StreamingHttpResponse(
        pieces(name.capitalize(), columns, rows),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
