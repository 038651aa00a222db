"""Searching published responses."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from peelian.apps.full_text import words_of
from peelian.apps.responses.models import Response
from peelian.apps.responses.queries.lists import published_responses

SEARCHED = (
    "title",
    "reports__title",
    "body__name",
    "executive_summary",
    "findings_introduction",
    "body_comment",
    "force_response",
    "reply",
    "answers__text",
)


def responses_holding(texts: Iterable[str]) -> QuerySet[Response]:
    """Published responses that hold every word of any of the texts, latest first; none for texts without words."""
    wordings = [words for words in map(words_of, texts) if words]
    if not wordings:
        return published_responses().none()
    either = Q()
    for words in wordings:
        either |= _every(words)
    return published_responses().filter(pk__in=Response.objects.published().filter(either).values("pk"))


def _every(words: Iterable[str]) -> Q:
    every = Q()
    for word in words:
        somewhere = Q()
        for field in SEARCHED:
            somewhere |= Q(**{f"{field}__icontains": word})
        every &= somewhere
    return every
