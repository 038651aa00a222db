"""The page that lists every route of an API: plain HTML, nothing loaded from elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from ninja import NinjaAPI, Router

from peelian.rules.errors import ERROR_CODES

COLUMNS = ({"text": "Name"}, {"text": "Meaning"}, {"text": "Required"})


def description_of(api: NinjaAPI) -> Router:
    """The page that describes an API, read from its own OpenAPI document; its root leads there."""
    router = Router()

    @router.get("/docs", include_in_schema=False)
    def describe_api(request: HttpRequest) -> HttpResponse:
        return render(request, "api/docs.html", _context(api))

    @router.get("", include_in_schema=False)
    def show_root(request: HttpRequest) -> HttpResponse:
        return redirect(f"{api.urls_namespace}:describe_api")

    return router


def _context(api: NinjaAPI) -> dict[str, Any]:
    schema = api.get_openapi_schema()
    return {
        "title": schema["info"]["title"],
        "description": schema["info"]["description"],
        "is_public": api.urls_namespace == "api",
        "columns": COLUMNS,
        "routes": [
            _route(method, path, operation)
            for path, methods in schema["paths"].items()
            for method, operation in methods.items()
        ],
        "codes": sorted(ERROR_CODES.items()),
        "document": reverse(f"{api.urls_namespace}:openapi-json"),
    }


def _route(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "method": method.upper(),
        "path": path,
        "anchor": operation["operationId"],
        "table": f"{operation['operationId']}-filters",
        "caption": f"What can be asked of {method.upper()} {path}",
        "description": operation.get("description", ""),
        "body": [content["schema"].get("$ref", "").rsplit("/", 1)[-1] for content in body.values()],
        "filters": [
            [{"text": each["name"]}, {"text": _meaning(each)}, {"text": "Yes" if each["required"] else "No"}]
            for each in operation["parameters"]
        ],
    }


def _meaning(parameter: dict[str, Any]) -> str:
    choices = parameter["schema"].get("enum")
    text = parameter.get("description", "Part of the address.")
    return f"{text} One of: {', '.join(choices)}." if choices else text
