"""Answers of the public API: one value as JSON or CSV, with the hash of its body as entity tag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Schema
from pydantic import Field

from peelian.interfaces.api.asking import Question
from peelian.interfaces.api.cursors import Page, write_cursor
from peelian.rendering.csv_export import csv_text

Row = TypeVar("Row", bound=Schema)
KEPT_SECONDS = 60


class Listing(Schema, Generic[Row]):
    """A page of a list."""

    data: list[Row]
    next: str | None = Field(description="Address of the next page; empty on the last one")


def listing_answer(
    request: HttpRequest,
    question: Question,
    page: Page[Any],
    columns: Sequence[str],
    more: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Answer with a page of rows.

    `columns` are the columns of the CSV form, as paths into a row such as ``framework.identifier``. `more` stands
    beside the rows in the JSON form.
    """
    rows = [row.model_dump(mode="json") for row in page.rows]
    onward = next_address(request, page)
    body = {"data": rows, "next": onward, **(more or {})}
    answer = _write(request, question, body, rows, columns)
    if onward:
        answer["Link"] = f'<{onward}>; rel="next"'
    return _tagged(request, answer)


def value_answer(
    request: HttpRequest,
    question: Question,
    value: Schema | Mapping[str, Any],
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]] | None = None,
) -> HttpResponseBase:
    """Answer with one thing; its CSV form has one row, or the rows given."""
    body = value.model_dump(mode="json") if isinstance(value, Schema) else dict(value)
    return _tagged(request, _write(request, question, body, [body] if rows is None else rows, columns))


def text_answer(request: HttpRequest, text: str, media_type: str, name: str = "") -> HttpResponseBase:
    """Answer with text that is written already."""
    answer = HttpResponse(text, content_type=media_type)
    if name:
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return _tagged(request, answer)


def _write(
    request: HttpRequest,
    question: Question,
    body: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[str],
) -> HttpResponse:
    if question.form == "csv":
        cells = [{column.replace(".", "_"): cell(row, column) for column in columns} for row in rows]
        text = csv_text([column.replace(".", "_") for column in columns], cells)
        answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = (
            f'attachment; filename="{request.path.rstrip("/").rsplit("/", 1)[-1]}.csv"'
        )
        return answer
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json")


def cell(row: Mapping[str, Any], path: str) -> Any:
    """One cell of a CSV row, following a path; lists stand as text, and what is absent is empty.

    >>> cell({"framework": {"identifier": "peel-2016"}, "kinds": ["a", "b"]}, "framework.identifier")
    'peel-2016'
    """
    value: Any = row
    for part in path.split("."):
        if isinstance(value, list):
            value = [each.get(part) for each in value]
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    return str(value).lower() if isinstance(value, bool) else value


def _tagged(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """Add the entity tag, and answer 304 to those who hold this very body."""
    tag = f'"{hashlib.sha256(answer.content).hexdigest()}"'
    answer["ETag"] = tag
    answer["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    patch_vary_headers(answer, ["Accept"])
    unchanged: HttpResponseBase = get_conditional_response(request, etag=tag, response=answer) or answer
    return unchanged


def next_address(request: HttpRequest, page: Page[Any]) -> str | None:
    """Where the next page of a list is; None on the last one."""
    if page.last is None:
        return None
    query = {**request.GET.dict(), "cursor": write_cursor(request.path, page.last)}
    return f"{request.path}?{urlencode(query)}"
