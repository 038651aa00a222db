"""What of a text that a person typed or pasted is kept: what can be read, and what other scripts need to be read.

Control characters, characters that are none, and the marks that turn the direction of a text can hide or reorder
words on a page, so they go. Joiners of zero width stay where there is text, since names and scripts need them; alone
they are no text.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""What ends a line elsewhere: in other systems, and in text that is pasted from a word processor."""

_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Control characters but the tab and the end of a line, marks that turn the direction, and what is no character."""

_SHOWN = frozenset("LNPS")
"""The first letters of the categories that are seen by themselves: letters, numbers, punctuation and symbols."""

_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that are drawn as nothing: fillers of Hangul, and the empty pattern of Braille."""


def kept_text(text: str) -> str:
    r"""The text as it is kept; empty where nothing in it can be seen.

    >>> kept_text("Llan\u00adfair\u202e PG\r\n")
    'Llan\xadfair PG\n'
    >>> kept_text("\u200b \u2060")
    ''
    """
    if text.isascii() and text.isprintable():
        return text
    kept = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    if not any(map(_is_seen, kept)):
        return ""
    return text if kept == text else kept


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] in _SHOWN and character not in _BLANK
