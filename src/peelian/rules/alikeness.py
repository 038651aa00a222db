"""How much two texts say the same, by the words that they share: to suggest, never to decide."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

LEAST = 0.2
"""Texts that share less than this are not suggested."""

_WORD = re.compile(r"[a-z0-9]{3,}")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s")
_EMPTY_WORDS = frozenset({
    "and", "are", "been", "but", "does", "for", "force", "forces", "from", "has", "have", "how", "its",
    "may", "more", "must", "need", "needs", "not", "police", "should", "that", "the", "their", "them",
    "there", "these", "they", "this", "those", "was", "what", "when", "where", "which", "who", "will",
    "with",
})  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    """The words that carry meaning, without their commonest endings.

    >>> sorted(words_of("The force should plan its planning"))
    ['plan', 'plann']
    """
    found = (word for word in _WORD.findall(text.casefold()) if word not in _EMPTY_WORDS)
    return frozenset(_stem(word) for word in found)


def most_alike(text: str, others: Mapping[Key, str], *, most: int = 5) -> list[tuple[Key, float]]:
    """The texts most like one, with their likeness from 0 to 1, the likest first.

    A word counts the more the fewer of the texts use it: the weighted Jaccard index of the two sets of words,
    with the logarithm of the inverse share of texts that hold a word as its weight.

    Parameters
    ----------
    others
        The texts to compare with, by a key of the caller's.
    most
        How many are returned at most.

    Returns
    -------
    list of (key, likeness)
        Only texts of a likeness of at least `LEAST`.
    """
    own = words_of(text)
    sets = {key: words_of(other) for key, other in others.items()}
    spread = Counter(word for words in (own, *sets.values()) for word in words)
    total = len(sets) + 1
    weight = {word: math.log(1 + total / count) for word, count in spread.items()}

    def likeness(words: frozenset[str]) -> float:
        whole = math.fsum(weight[word] for word in own | words)
        return math.fsum(weight[word] for word in own & words) / whole if whole else 0.0

    scored = [(key, likeness(words)) for key, words in sets.items()]
    enough = [pair for pair in scored if pair[1] >= LEAST]
    return sorted(enough, key=lambda pair: (-pair[1], str(pair[0])))[:most]


def _stem(word: str) -> str:
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= 3), "")
    return word.removesuffix(ending)
