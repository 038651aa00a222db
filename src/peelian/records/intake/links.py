"""Links among the files that are checked: which are followed, and which are only told of.

Whoever makes an extract can make a link in it to any file of whoever checks it; so no link leads out of what was named.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def not_followed(path: Path, folders: Sequence[Path]) -> str:
    """Say where a link leads that is not followed; nothing of a file, or of a link that is.

    Parameters
    ----------
    folders
        What is checked; a link that was itself named is followed.
    """
    if path in folders or not path.is_symlink():
        return ""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "to no file"
    if target.is_dir():
        return "to a folder"
    inside = any(target.is_relative_to(folder.resolve()) for folder in folders)
    return "" if inside else "out of what is checked"
