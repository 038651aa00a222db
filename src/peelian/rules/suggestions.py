"""How strongly a report asks for something, from a recommendation down to "might".

Only recommendations and areas for improvement carry a duty to be tracked. Weaker wording
is recorded by its strength and tracked on choice.
"""

import re
from dataclasses import dataclass

from peelian.rules.errors import InvalidValueError


@dataclass(frozen=True)
class Strength:
    """One strength of asking.

    ``phrases`` are the words by which reports express it.
    """

    identifier: str
    title: str
    phrases: tuple[str, ...]
    tracking_duty: bool = False


STRENGTHS: tuple[Strength, ...] = (
    Strength("recommendation", "Recommendation", ("recommendation", "recommends"), tracking_duty=True),
    Strength("area-for-improvement", "Area for improvement", ("area for improvement",), tracking_duty=True),
    Strength("critical", "Critical", ("critical",)),
    Strength("must", "Must", ("must",)),
    Strength("needs-to", "Needs to", ("needs to", "need to", "needed", "necessary")),
    Strength("should", "Should", ("should", "important that")),
    Strength("urge", "Urge", ("urge", "urges")),
    Strength("encourage", "Encourage", ("encourage", "encourages")),
    Strength("may-wish", "May wish to", ("may wish to", "may want to", "may", "could")),
    Strength("might", "Might", ("might",)),
    Strength("implied", "Implied", ("implied", "gap", "not enough", "not clear")),
)
"""Strongest first. The last states a shortcoming and leaves what to do unsaid."""


def strength_of(wording: str) -> Strength:
    """Return the strength of the words a report uses, the strongest where they hold several.

    Raises
    ------
    InvalidValueError
        With code ``unknown-strength``.
    """
    folded = " ".join(wording.casefold().split())
    for strength in STRENGTHS:
        if folded == strength.identifier or any(_holds(folded, phrase) for phrase in strength.phrases):
            return strength
    raise InvalidValueError(
        "unknown-strength",
        f"'{wording}' is not a known wording of a suggestion. "
        f"Use one of: {', '.join(s.title.casefold() for s in STRENGTHS)}.",
    )


def rank_of(wording: str) -> int:
    """Return the place of a wording in the order of strength; 0 is the strongest."""
    return STRENGTHS.index(strength_of(wording))


def strengths_at_least(wording: str) -> tuple[Strength, ...]:
    """Return the strengths that are as strong as a wording, or stronger."""
    return STRENGTHS[: rank_of(wording) + 1]


def has_tracking_duty(wording: str) -> bool:
    """Say whether what is asked in these words must be tracked."""
    return strength_of(wording).tracking_duty


def _holds(text: str, phrase: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", text) is not None
