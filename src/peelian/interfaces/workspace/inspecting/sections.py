"""The tables of the page that tells a person what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SHOWN = 20
Cell = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One table of the page: what it lists, and where the rest is."""

    identifier: str
    title: str
    columns: tuple[str, ...]
    rows: list[list[Cell]]
    empty: str
    more: list[tuple[str, str]] = field(default_factory=list)

    @property
    def headings(self) -> list[dict[str, Any]]:
        """The columns; one of numbers stands to the right, as its cells do."""
        first = self.rows[0] if self.rows else [{}] * len(self.columns)
        pairs = zip(self.columns, first, strict=True)
        return [{"text": text, "numeric": bool(cell.get("numeric"))} for text, cell in pairs]
