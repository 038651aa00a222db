"""Where the catalogue of this installation lies, for commands that need no database."""

from __future__ import annotations

import os
from pathlib import Path


def catalogue_path() -> Path | None:
    """The operator's catalogue folder, or nothing for the bundled one."""
    given = os.environ.get("PEELIAN_CATALOGUE", "")
    return Path(given) if given else None
