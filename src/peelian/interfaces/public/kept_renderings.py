"""Renderings of frozen values: made once, kept under their content hash, and served from there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings


def kept_rendering(name: str, make: Callable[[], bytes]) -> bytes:
    """The rendering of this name, made the first time it is asked for.

    `name` holds the content hash of what is rendered, so that what is kept can never be out of date.
    """
    path: Path = settings.VAR / "renderings" / name
    if not path.is_file():
        _write_at_once(path, make())
    return path.read_bytes()


def _write_at_once(path: Path, content: bytes) -> None:
    """Write a file that others see whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(path)
