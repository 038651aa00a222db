"""Reading the recommendations that a press account lists, without the furniture of the medium around them."""

from __future__ import annotations

import re

_FURNITURE = (
    re.compile(r"^video report by\b", re.IGNORECASE),
    re.compile(r"\bbroadcast \d", re.IGNORECASE),
    re.compile(r"\bpodcasts?\b", re.IGNORECASE),
    re.compile(
        r"^(sign up|subscribe|follow us|read more|watch|listen|related|advertisement)\b", re.IGNORECASE
    ),
    re.compile(r"\bquick and expert briefing\b", re.IGNORECASE),
)
_OPENING = re.compile(r"\brecommendations?\b.*:$", re.IGNORECASE)
_SPEECH = re.compile(r"\bsaid:|[“\"]")


def is_furniture(line: str) -> bool:
    """Whether a line credits, advertises or leads elsewhere, and tells nothing of the matter.

    >>> is_furniture("Video report by Kris Jepson, broadcast 17/03/23.")
    True
    """
    return any(pattern.search(line.strip()) for pattern in _FURNITURE)


def recommendations_told(account: str) -> list[str]:
    """The recommendations that follow a line such as "Among the recommendations made are:".

    The list ends where somebody is quoted, or with the account. Lines of furniture are passed over.
    """
    lines = [line.strip() for line in account.splitlines() if line.strip()]
    opening = next((place for place, line in enumerate(lines) if _OPENING.search(line)), None)
    if opening is None:
        return []
    told = []
    for line in lines[opening + 1 :]:
        if _SPEECH.search(line):
            break
        if not is_furniture(line):
            told.append(line)
    return told
