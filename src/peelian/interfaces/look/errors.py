"""The pages for what cannot be shown and for what failed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer absence and refusal alike, so that an answer never betrays what exists."""
    return render(request, "look/not_found.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault without asking anything of the parts that may have failed."""
    return render(None, "500.html", status=500)
