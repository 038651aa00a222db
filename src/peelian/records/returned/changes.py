"""What differs between two versions of a return, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peelian.records.returned.check import Row, values_by_key
from peelian.records.returned.templates import ReturnTemplate


@dataclass(frozen=True)
class CellChange:
    """One cell that differs; None where it was empty, or where its whole row came or went."""

    row: str
    column: str
    before: str | None
    after: str | None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def cell_changes(
    template: ReturnTemplate, before: Sequence[Row], after: Sequence[Row]
) -> tuple[CellChange, ...]:
    """Return every cell whose value differs, in the order of the rows and columns."""
    old, new = values_by_key(template, list(before)), values_by_key(template, list(after))
    changes = []
    for key in dict.fromkeys([*old, *new]):
        was, now = old.get(key, {}), new.get(key, {})
        for name in template.names:
            if name in template.table.key and key in old and key in new:
                continue
            if was.get(name) != now.get(name):
                changes.append(CellChange(key, name, was.get(name), now.get(name)))
    return tuple(changes)
