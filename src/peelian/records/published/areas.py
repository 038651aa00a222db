"""The area of a published number: a force by any of its spellings, a district by its code, or an area kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peelian.catalogue import Catalogue
from peelian.records.published.values import Reading

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Area:
    """What stands in a cell that names an area; `force` is a slug and is empty for every other area."""

    name: str
    force: str = ""
    kind: str = UNKNOWN


class AreasOfFile:
    """Recognises the areas of one file, and says each oddity once and not once a row."""

    def __init__(self, catalogue: Catalogue, reading: Reading) -> None:
        self._catalogue = catalogue
        self._reading = reading
        self._known: dict[str, Area] = {}
        self._spelt: dict[str, str] = {}

    def force(self, name: str, *, sheet: str, row: int) -> Area:
        """Return the force that a name stands for, or the area that is kept apart, telling what is odd."""
        if name not in self._known:
            self._known[name] = self._recognise(name, sheet, row)
        return self._known[name]

    def is_force(self, name: str) -> bool:
        """Say whether a name stands for a force, without noting anything."""
        return self._catalogue.recognise_force(name).force is not None

    def in_scope(self, area: Area) -> bool:
        """Say whether an area is a force that is counted in totals of all forces."""
        return bool(area.force) and self._catalogue.forces[area.force].in_scope

    def _recognise(self, name: str, sheet: str, row: int) -> Area:
        found = self._catalogue.recognise_force(name)
        place: dict[str, Any] = {"sheet": sheet, "row": row, "value": name}
        if found.force:
            self._compare_spelling(name, found.force.slug, place)
            return Area(name, found.force.slug, "force")
        if found.other:
            self._reading.note("area-kept-apart", found.sentence(), **place)
            return Area(name, kind=found.other.kind)
        self._reading.note("unknown-force", found.sentence(), weight="fault", **place)
        return Area(name)

    def _compare_spelling(self, name: str, slug: str, place: dict[str, Any]) -> None:
        before = self._spelt.setdefault(slug, name)
        if before != name:
            sentence = f"'{name}' and '{before}' are two spellings of one force in one file; both are read."
            self._reading.note("two-spellings", sentence, **place)
