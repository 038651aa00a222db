"""The methods that reports link to, each in the exact version that was used."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from peelian.apps.reports.queries import published_method
from peelian.catalogue import Instrument
from peelian.interfaces.public.pages import page

POLARITY_WORDS = {"success": "Cases that meet it", "failure": "Cases that fall short"}


@require_safe
def method(request: HttpRequest, identifier: str, sha256: str) -> HttpResponse:
    """One question set as it stood: its parts, questions, to which cases each applies and what is counted."""
    found = _method_or_404(identifier, sha256)
    parts = [
        {"part": part, "questions": [(each, _counted(each.polarity)) for each in found.questions_of(part.identifier)]}
        for part in found.parts
    ]  # fmt: skip
    return page(request, "method.html", {"method": found, "sha256": sha256, "parts": parts})


@require_safe
def definition(request: HttpRequest, identifier: str, sha256: str) -> JsonResponse:
    """The question set in plain values, from which anybody can compute its hash."""
    found = _method_or_404(identifier, sha256)
    return JsonResponse({"sha256": sha256, "definition": found.model_dump(mode="json")})


def _counted(polarity: str) -> str:
    return POLARITY_WORDS[polarity]


def _method_or_404(identifier: str, sha256: str) -> Instrument:
    found = published_method(identifier, sha256)
    if found is None:
        raise Http404
    return found
