"""Lists of the workspace API: what the person may see, page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from peelian.interfaces.api.answers import next_address
from peelian.interfaces.api.asking import Filter, Question, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query

Stored = TypeVar("Stored", bound=Model)


def asked(filters: Sequence[Filter]) -> dict[str, Any]:
    """The OpenAPI part of a list with these filters."""
    return parameters(filters, forms=False)


def question_of(request: HttpRequest, filters: Sequence[Filter]) -> Question:
    """What a list was asked, checked all at once."""
    return read_question(request, filters, forms=False)


def listing(
    request: HttpRequest,
    question: Question,
    found: QuerySet[Stored],
    order: Sequence[str],
    make: Callable[[Stored], Any] = lambda row: row,
) -> dict[str, Any]:
    """One page of a list, as the value of a `Listing`."""
    page = page_of_query(found, order, question)
    return {"data": [make(row) for row in page.rows], "next": next_address(request, page)}
