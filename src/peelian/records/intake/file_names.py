"""Names of files that are told as people can read them, and that the engine takes for one file.

A name may hold bytes that are no letters in UTF-8, as names from old systems do, and signs by which the engine means
many files at once. Such a file is read by a link of another name.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePath

_MANY_FILES = re.compile(r"[*?\[]")


def shown(path: PurePath) -> str:
    r"""Return a path as it is told, with what is no letter as its number.

    >>> shown(PurePath("caf\udce9/incidents.csv"))
    'caf\\xe9/incidents.csv'
    """
    return os.fsencode(path.as_posix()).decode("utf-8", errors="backslashreplace")


def is_plain(path: PurePath) -> bool:
    """Whether the engine takes a path for one file."""
    return shown(path) == path.as_posix() and not _MANY_FILES.search(path.as_posix())


def plainly_named(path: Path, work: Path) -> Path:
    """Return a file by a name that the engine takes for one file: its own, or that of a link to it."""
    if is_plain(path):
        return path
    link = work / f"named-otherwise{shown(PurePath(path.suffix))}"
    link.symlink_to(path)
    return link
