"""What only the signed-in person may read is kept nowhere: not by the browser, not on the way to it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

KEPT_NOWHERE = "private, no-store"
PUBLIC_NAMESPACES = frozenset({"public", "api"})

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PrivatePages:
    """Middleware that marks every page, download and refusal beyond the public routes.

    A shared computer then shows no draft after sign-out, neither by the back button nor from its disk.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and PUBLIC_NAMESPACES.isdisjoint(match.namespaces):
            response.headers["Cache-Control"] = KEPT_NOWHERE
        return response
