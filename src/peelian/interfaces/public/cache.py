"""Public pages made once for everybody, and answered from memory until something public changes.

Only answers to people without a session are kept, and only those of the public routes; nothing about drafts
can change such an answer, nor the number for which it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from peelian.apps.audit.queries import public_content_number
from peelian.interfaces.public.kept_pages import KeptPage, PageStore

CAPACITY = 64 * 1024 * 1024
PUBLIC_NAMESPACES = frozenset({"public", "api"})
PUBLIC = "public, max-age=60"
UNKEPT = "public, max-age=0"
"""What a page says of itself when it should be asked for each time; it is not kept here either."""
PERSONAL = "private, no-cache"
VARY = ("Accept", "Cookie")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class PublicPages:
    """Middleware that answers public pages from memory, with a strong entity tag."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.store = PageStore(CAPACITY)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if _is_personal(request):
            return _marked_personal(request, self.get_response(request))
        key = _key(request)
        page = self.store.find(key)
        if page is not None and page.number == public_content_number():
            return _answer(request, page)
        return self._made(request, key)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Note the number before the page is made, so that a change meanwhile leaves it out of date."""
        if _is_public(request) and request.method in ("GET", "HEAD"):
            request.public_content_number = public_content_number()  # type: ignore[attr-defined]

    def _made(self, request: HttpRequest, key: tuple[str, ...]) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_public(request) or not isinstance(response, HttpResponse):
            return _marked_streamed(request, response)
        if response.status_code != 200 or response.cookies:
            return response
        page = _page(request, response)
        if response.headers["Cache-Control"] == PUBLIC:
            self.store.keep(key, page)
        return _answer(request, page)


def _key(request: HttpRequest) -> tuple[str, ...]:
    """The address, the form asked for, and the day, on which a decision made earlier may take effect."""
    accept, day = request.headers.get("Accept", ""), timezone.localdate().isoformat()
    return (request.scheme or "", request.get_host(), request.get_full_path(), accept, day)


def _is_personal(request: HttpRequest) -> bool:
    """Whether the person is signed in, or has a message waiting."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and bool(PUBLIC_NAMESPACES.intersection(match.namespaces))


def _page(request: HttpRequest, response: HttpResponse) -> KeptPage:
    """The answer with its tag and the rules for keeping it elsewhere."""
    response.headers.setdefault("Cache-Control", PUBLIC)
    response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
    response.headers["Content-Length"] = str(len(response.content))
    patch_vary_headers(response, VARY)
    number: int = getattr(request, "public_content_number", 0)
    return KeptPage(number, response.content, tuple(response.headers.items()))


def _answer(request: HttpRequest, page: KeptPage) -> HttpResponseBase:
    """The kept answer: whole, its head alone, or only that nothing has changed."""
    headers = dict(page.headers)
    response = HttpResponse(b"" if request.method == "HEAD" else page.body, headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=response) or response


def _marked_personal(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if _is_public(request):
        response.headers["Cache-Control"] = PERSONAL
        patch_vary_headers(response, VARY)
    return response


def _marked_streamed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A long list is written as it is read, and so cannot be tagged; it may be kept elsewhere for a minute."""
    if _is_public(request) and response.status_code == 200:
        response.headers.setdefault("Cache-Control", PUBLIC)
        patch_vary_headers(response, VARY)
    return response
