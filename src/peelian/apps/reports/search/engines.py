"""The search for published texts, in the index that the database keeps of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from peelian.apps.full_text import WordIndex
from peelian.apps.reports.models import SearchEntry

WORDS = WordIndex("reports_search", "reports_searchentry")


def entries_matching(texts: Sequence[str]) -> QuerySet[SearchEntry]:
    """Entries that hold every word of any of the texts."""
    return SearchEntry.objects.filter(WORDS.holds(texts))
