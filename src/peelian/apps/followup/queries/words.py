"""The search for items by their words."""

from __future__ import annotations

from peelian.apps.followup.models import ItemQuerySet
from peelian.apps.frameworks.queries import regime
from peelian.apps.full_text import WordIndex
from peelian.rules.terminology import expand_synonyms

WORDS = WordIndex("followup_words", "followup_item")


def holding(items: ItemQuerySet, text: str) -> ItemQuerySet:
    """Those of the items whose title or text holds every word, or words that mean the same."""
    return items.filter(WORDS.holds(expand_synonyms(text, regime().terms)))
