"""Which items of the regime have a standard by which records are checked, and which have none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.findings import CatalogueError
from peelian.catalogue.reading import Reader
from peelian.catalogue.standards import Item, ScoreStandard, Standard
from peelian.catalogue.values import CatalogueValue, Text

ITEMS = "records/items.csv"


class PolicingItem(CatalogueValue):
    """One thing that inspections look for in how a force works, as the list of the regime names it."""

    identifier: Item
    section: Text
    section_title: Text
    name: Text


@dataclass(frozen=True)
class CoveredItem:
    """An item with the standards that check it, each in its last version."""

    item: PolicingItem
    standards: tuple[Standard, ...]

    @property
    def covered(self) -> bool:
        """Whether any standard checks the item."""
        return bool(self.standards)

    @property
    def questions(self) -> tuple[tuple[str, str], ...]:
        """The instrument and the question of each standard that reviewers score."""
        return tuple(
            (standard.parameters.instrument, standard.parameters.question)
            for standard in self.standards
            if isinstance(standard, ScoreStandard)
        )


def coverage(catalogue: Catalogue) -> tuple[CoveredItem, ...]:
    """Return every item on how a force works, in the order of the list, with its standards."""
    last = last_versions(catalogue)
    return tuple(
        CoveredItem(item, tuple(standard for standard in last if item.identifier in standard.items))
        for item in policing_items(catalogue)
    )


def coverage_words(covered: tuple[CoveredItem, ...]) -> str:
    """Return how many items are covered, in words; a reader knows an item as something that was recommended."""
    number = sum(each.covered for each in covered)
    return f"{number} of the {len(covered)} things that inspections look for have a standard"


def last_versions(catalogue: Catalogue) -> tuple[Standard, ...]:
    """Return each standard in its last version, in the order of the files."""
    last: dict[str, Standard] = {}
    for standard in catalogue.standards:
        known = last.get(standard.identifier)
        if known is None or known.version < standard.version:
            last[standard.identifier] = standard
    return tuple(last.values())


def policing_items(catalogue: Catalogue) -> tuple[PolicingItem, ...]:
    """Return the items that standards must cover; none where the catalogue lists none."""
    return _items(catalogue.root) if catalogue.root and (catalogue.root / ITEMS).is_file() else ()


@lru_cache(maxsize=8)
def _items(root: Path) -> tuple[PolicingItem, ...]:
    reader = Reader(root)
    found = reader.csv_rows(root / ITEMS, PolicingItem)
    if reader.findings:
        raise CatalogueError(root.name, reader.findings)
    return tuple(sourced.value for sourced in found)
