"""The page that lists every route of the public API: plain HTML, nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI

from peelian.rules.errors import ERROR_CODES

COLUMNS = ({"text": "Name"}, {"text": "Meaning"}, {"text": "Required"})


def add_description_page(api: NinjaAPI) -> None:
    """Give an API the page that describes it, read from its own OpenAPI document."""

    @api.get("/docs", include_in_schema=False)
    def describe_api(request: HttpRequest) -> HttpResponse:
        return render(request, "api/docs.html", _context(api.get_openapi_schema()))


def _context(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": schema["info"]["title"],
        "description": schema["info"]["description"],
        "columns": COLUMNS,
        "routes": [_route(path, methods) for path, methods in schema["paths"].items()],
        "codes": sorted(ERROR_CODES.items()),
        "document": reverse("api:openapi-json"),
    }


def _route(path: str, methods: dict[str, Any]) -> dict[str, Any]:
    operation = methods["get"]
    return {
        "path": path,
        "anchor": operation["operationId"],
        "table": f"{operation['operationId']}-filters",
        "description": operation.get("description", ""),
        "filters": [
            [
                {"text": each["name"]},
                {"text": _description(each)},
                {"text": "Yes" if each["required"] else "No"},
            ]
            for each in operation["parameters"]
        ],
    }


def _description(parameter: dict[str, Any]) -> str:
    choices = parameter["schema"].get("enum")
    text = parameter.get("description", "Part of the address.")
    return f"{text} One of: {', '.join(choices)}." if choices else text
