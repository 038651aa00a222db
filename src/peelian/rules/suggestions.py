"""How strongly a report asks for something, from a recommendation down to "might".

Only recommendations and areas for improvement carry a duty to be tracked. Weaker wording
is recorded by its strength and tracked on choice.
"""

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
    Strength("critical", "Critical", ("critical", "it is critical that")),
    Strength("must", "Must", ("must", "must consider")),
    Strength("needs-to", "Needs to", ("needs to", "need to")),
    Strength("should", "Should", ("should", "should consider")),
    Strength("urge", "Urge", ("urge", "urges")),
    Strength("encourage", "Encourage", ("encourage", "encourages")),
    Strength("may-wish", "May wish to", ("may wish to", "may want to", "could")),
    Strength("might", "Might", ("might", "might consider")),
)
"""Strongest first."""

_BY_PHRASE = {
    phrase: strength
    for strength in STRENGTHS
    for phrase in (strength.identifier, strength.title.casefold(), *strength.phrases)
}


def strength_of(wording: str) -> Strength:
    """Return the strength of the words a report uses.

    Raises
    ------
    InvalidValueError
        With code ``unknown-strength``.
    """
    strength = _BY_PHRASE.get(" ".join(wording.casefold().split()))
    if strength is None:
        raise InvalidValueError(
            "unknown-strength",
            f"'{wording}' is not a known wording of a suggestion. "
            f"Use one of: {', '.join(s.title.casefold() for s in STRENGTHS)}.",
        )
    return strength


def rank_of(wording: str) -> int:
    """Return the place of a wording in the order of strength; 0 is the strongest."""
    return STRENGTHS.index(strength_of(wording))


def strengths_at_least(wording: str) -> tuple[Strength, ...]:
    """Return the strengths that are as strong as a wording, or stronger."""
    return STRENGTHS[: rank_of(wording) + 1]


def has_tracking_duty(wording: str) -> bool:
    """Say whether what is asked in these words must be tracked."""
    return strength_of(wording).tracking_duty
