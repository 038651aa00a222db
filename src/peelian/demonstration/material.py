"""The content of the demonstration as plain values, read from the files beside this module."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

CONTENT = files("peelian.demonstration") / "content"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads the same values as the plain loader, several times as fast where it is there."""


@cache
def read_yaml(name: str) -> dict[str, Any]:
    """One file of the content, read once in a process. Nobody changes what it returns."""
    text = (CONTENT / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506  (a safe loader either way)
    return found


@cache
def read_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one table of the content."""
    lines = (CONTENT / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(lines))


def joined(paragraphs: list[str] | None) -> str:
    """Paragraphs as the text of one field, a blank line between them."""
    return "\n\n".join(each.strip() for each in paragraphs or [])
