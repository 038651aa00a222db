"""The names of columns as a reader is told of them: `attended_at` is the time attended."""

from __future__ import annotations

import re

_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
ENDINGS = {"_at": "time", "_on": "day"}
"""How the name of a column ends that holds a moment or a day."""
NO_MOMENT = ("as_at",)
DONE = ("due", "end", "found", "given", "heard", "held", "left", "made", "run", "sent", "set", "told")
"""What was done at the moment, beside all words that end in "ed"."""
STILL_TO_COME = ("ends", "expires")


def name_words(name: str) -> str:
    """Return the name of a column in words.

    >>> name_words("attended_at"), name_words("delay_notice_at"), name_words("expires_on"), name_words("crime_id")
    ('time attended', 'time of delay notice', 'day it expires', 'crime reference')
    """
    stem, unit = _parted(name)
    if not unit:
        return f"{stem.removesuffix(' id')} reference" if stem.endswith(" id") else stem
    if stem in STILL_TO_COME:
        return f"{unit} it {stem}"
    return f"{unit} {stem}" if _is_done(stem) else f"{unit} of {stem}"


def thing_words(name: str) -> str:
    """Return what a column says is there, for a sentence on its absence.

    >>> thing_words("delay_notice_at"), thing_words("assessed_on"), thing_words("manager_id")
    ('delay notice', 'day assessed', 'manager')
    """
    stem, unit = _parted(name)
    if unit and not _is_done(stem):
        return stem
    return name_words(name).removesuffix(" reference") if name.endswith("_id") else name_words(name)


def code_words(code: str) -> str:
    """Return a code of a column in words; what is no code stays as it is.

    >>> code_words("registered-sex-offender"), code_words("2022-03-31"), code_words("Essex and-so")
    ('registered sex offender', '2022-03-31', 'Essex and-so')
    """
    return code.replace("-", " ") if _CODE.fullmatch(code) else code


def _parted(name: str) -> tuple[str, str]:
    """A name without its ending, and what the ending stands for."""
    for ending, unit in ENDINGS.items():
        if name.endswith(ending) and name not in NO_MOMENT:
            return name.removesuffix(ending).replace("_", " "), unit
    return name.replace("_", " "), ""


def _is_done(stem: str) -> bool:
    last = stem.rpartition(" ")[2]
    return last.endswith("ed") or last in DONE or last in STILL_TO_COME
