"""File names that are safe to show, to store and to offer for download."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 150
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def safe_name(name: str) -> str:
    """Return the last part of a path without signs that mislead or harm.

    Control signs and signs that turn the writing direction go, since they can hide an ending.

    >>> safe_name("../../etc/plan:  final.pdf")
    'plan_ final.pdf'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    tidy = " ".join(_UNSAFE.sub("_", seen).split()).strip(". ")
    stem, dot, extension = tidy.rpartition(".")
    if dot and len(tidy) > LONGEST_NAME:
        return f"{stem[: LONGEST_NAME - len(extension) - 1].rstrip()}.{extension}"
    return tidy[:LONGEST_NAME]
