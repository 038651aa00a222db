"""The word "significantly" beside a measure: allowed only where the test behind it says so.

Reports call a force significantly higher or lower than the average of forces. The test behind the word is the rule
of one standard deviation: the standard score of the force lies beyond 1, strictly, on the side that the word names.
"""

import re
from collections.abc import Mapping

CLAIM = re.compile(r"\bsignificant(?:ly)?\s+([a-z]+)", re.IGNORECASE)
UPWARD = frozenset({"higher", "above", "more", "greater", "larger", "increase", "rise"})
DOWNWARD = frozenset({"lower", "below", "fewer", "less", "smaller", "decrease", "fall"})
ON_THE_LINE = 1e-12


def is_backed(word: str, z: float) -> bool:
    """Say whether a standard score lies beyond 1 on the side that the word after "significantly" names.

    >>> is_backed("higher", 1.0), is_backed("higher", 1.01), is_backed("lower", 1.01), is_backed("lower", -1.01)
    (False, True, False, True)
    """
    reach = 1 + ON_THE_LINE
    if word in UPWARD:
        return z > reach
    return z < -reach if word in DOWNWARD else abs(z) > reach


def significance_problem(text: str, scores: Mapping[str, float | None]) -> str:
    """Return what is wrong with a claim of significance in a text, or nothing.

    Parameters
    ----------
    text
        The words to be printed.
    scores
        Standard scores by figure, of the figures of measures that the text rests on. A text that rests on none is
        not judged here.
    """
    claims = [(found[0], found[1].lower()) for found in CLAIM.finditer(text)]
    if not scores or not claims:
        return ""
    for claim, word in claims:
        if not any(z is not None and is_backed(word, z) for z in scores.values()):
            seen = ", ".join(f"{key}: {'none' if z is None else f'{z:.2f}'}" for key, z in scores.items())
            return (
                f"'{claim}' is not backed by a test: the standard score is not beyond 1 on that side ({seen}). Say "
                "higher, lower or similar instead, or name the figure that backs the word."
            )
    return ""
