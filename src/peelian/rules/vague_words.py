"""Words for quantities, such as "nearly all": kept as printed, and tied to a count if one is known.

No word is derived from a number, and no number from a word: the documents give no scale.
"""

import re
from dataclasses import dataclass

from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import Count

VAGUE_WORDS: tuple[str, ...] = (
    "nearly all",
    "almost all",
    "most",
    "majority",
    "many",
    "several",
    "some",
    "few",
    "often",
)

_PATTERN = re.compile(rf"\b(?:{'|'.join(VAGUE_WORDS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class VagueQuantity:
    """A quantity word as printed, with the count behind it where there is one."""

    word: str
    count: Count | None = None

    def __post_init__(self) -> None:
        if self.word.casefold() not in VAGUE_WORDS:
            raise InvalidValueError(
                "vague-word-unknown",
                f"'{self.word}' is not a quantity word. Use one of: {', '.join(VAGUE_WORDS)}.",
            )

    def words(self) -> str:
        """Return the word as printed, with its count in brackets where it is tied to one."""
        return f"{self.word} ({self.count.words()})" if self.count else self.word


def find_vague_words(text: str) -> tuple[str, ...]:
    """Return the quantity words of a text, as printed and in order."""
    return tuple(match[0] for match in _PATTERN.finditer(text))
