"""A form that makes something makes it once, however often the same form is sent."""

from __future__ import annotations

import hashlib
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from peelian.interfaces.workspace.pages import View

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a form field
SENT = "forms-sent"
KEPT = 20
TAKEN = "This form was sent before. It was taken once, and here is what it made."


def once(view: View) -> View:
    """Lead the second sending of a form to what the first one made.

    Every form that is shown carries a token of its own, so the same token with the same content is the same
    form sent again: a double click, or a page loaded anew. The session remembers the last forms that made
    something. The same content in a form that was opened anew goes to the service, which may hold it for a repeat.
    """

    @wraps(view)
    def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" or TOKEN not in request.POST:
            return view(request, *args, **kwargs)
        made: dict[str, str] = request.session.get(SENT, {})
        form = _fingerprint(request)
        if form in made:
            messages.info(request, TAKEN)
            return redirect(made[form])
        response = view(request, *args, **kwargs)
        if response.status_code == 302:
            latest = list(made.items())[1 - KEPT :]
            request.session[SENT] = {**dict(latest), form: response.headers["Location"]}
        return response

    return protected


def _fingerprint(request: HttpRequest) -> str:
    """What tells a sent form from every other: its address, its token and all that was typed."""
    sent = f"{request.get_full_path()}\n{request.POST.urlencode()}"
    return hashlib.sha256(sent.encode()).hexdigest()
