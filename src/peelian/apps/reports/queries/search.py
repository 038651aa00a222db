"""Searching what is published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from peelian.apps.frameworks.queries import regime
from peelian.apps.full_text import words_of
from peelian.apps.reports.models import SearchEntry
from peelian.apps.reports.search.engines import entries_matching
from peelian.rules.terminology import expand_synonyms

EXCERPT = 240
MOST_HITS = 50


@dataclass(frozen=True)
class SearchHit:
    """A place in a published report: the report by its reference, the area where it is one area's text."""

    reference: str
    part: str
    title: str
    excerpt: str
    dated: date | None


def public_search(text: str) -> list[SearchHit]:
    """Places that hold every word of the text, or of a term that means the same, newest first.

    An old term finds what uses the new one, and the other way round.
    """
    spellings = expand_synonyms(text, regime().terms)
    found = entries_matching(spellings)[:MOST_HITS]
    words = [word for spelling in spellings for word in words_of(spelling)]
    return [_hit(entry, words) for entry in found]


def _hit(entry: SearchEntry, words: list[str]) -> SearchHit:
    return SearchHit(entry.reference, entry.part, entry.title, excerpt_around(entry.text, words), entry.dated)


def excerpt_around(text: str, words: list[str]) -> str:
    """The stretch of a text around the first of the words that it holds."""
    pattern = "|".join(rf"\b{re.escape(word)}" for word in words)
    first = re.search(pattern, text, re.IGNORECASE) if words else None
    start = max(0, (first.start() if first else 0) - EXCERPT // 3)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    piece = text[start : start + EXCERPT]
    whole = piece.rsplit(" ", 1)[0] if start + EXCERPT < len(text) else piece
    return f"{'… ' if start else ''}{' '.join(whole.split())}{' …' if len(whole) < len(text) - start else ''}"
