"""Links between the pages of a long list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


def page_links(page: Page[Any], query: QueryDict) -> dict[str, Any]:
    """Options of the pagination component for one page of a list, filters kept."""
    params: dict[str, Any] = {"items": [_item(page, number, query) for number in _numbers(page)]}
    if page.has_previous():
        params["previous"] = {"href": _address(query, page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": _address(query, page.next_page_number())}
    return params


def _numbers(page: Page[Any]) -> list[int | str]:
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


def _item(page: Page[Any], number: int | str, query: QueryDict) -> dict[str, Any]:
    if not isinstance(number, int):
        return {"ellipsis": True}
    return {"number": number, "href": _address(query, number), "current": number == page.number}


def _address(query: QueryDict, number: int) -> str:
    changed = query.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
