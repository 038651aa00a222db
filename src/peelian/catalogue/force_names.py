"""What a printed name stands for: a force, an area that is not a force, or nothing that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Literal

from pydantic import Field

from peelian.catalogue.frameworks import spelling
from peelian.catalogue.organisations import Force
from peelian.catalogue.values import CatalogueValue, Identifier, Text

FOOTNOTE = re.compile(
    r"(?:\s*[\[(]\s*(?:note\s*)?[\dprx]+(?:\s*,\s*\d+)*\s*[\])]|\d+(?:,\d+)*|[*†‡]+)+$", re.IGNORECASE
)
"""Marks that a statistical table hangs on a name: 'Wiltshire1,2', 'Hampshire (3)', 'Essex [note 4]', 'Kent*'."""

CLOSE = 0.75
"""Likeness from which a known name is offered for one that is not known."""

AreaKind = Literal["total", "region", "nation", "other-force", "other-service"]

KIND_WORDS: dict[AreaKind, str] = {
    "total": "a total over several forces",
    "region": "a region",
    "nation": "a nation",
    "other-force": "a force outside this regime",
    "other-service": "a service that is not a police force",
}


class OtherArea(CatalogueValue):
    """A name that stands beside forces in public files and is none of them."""

    identifier: Identifier
    title: Text
    kind: AreaKind
    other_names: tuple[Text, ...] = ()

    def spellings(self) -> set[str]:
        """Return every spelling of the area, reduced for comparison."""
        return {spelling(text) for text in (self.title, *self.other_names)}


class OtherAreasFile(CatalogueValue):
    """The content of `records/other_areas.yaml`.

    `generic_words` may stand in a force's name or be left out of it without
    changing which force is meant, such as 'Police' or 'Constabulary'.
    """

    generic_words: tuple[Text, ...] = ()
    areas: tuple[OtherArea, ...] = Field(default=())


@dataclass(frozen=True)
class RecognisedName:
    """What a name was found to be; at most one of `force` and `other` is given."""

    text: str
    force: Force | None = None
    other: OtherArea | None = None
    nearest: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Say what the name is, and what to do about one that is no force."""
        if self.force:
            return f"'{self.text}' is {self.force.name}."
        if self.other:
            return f"'{self.text}' is {KIND_WORDS[self.other.kind]}; its rows are kept apart from those of forces."
        if not self.text.strip():
            return "No force is named; write the name, the code or the short name of a force."
        offered = f" The nearest names are {', '.join(self.nearest)}." if self.nearest else ""
        return f"'{self.text}' is not a force that is known.{offered} Correct it, or add it to the names of its force."


class ForceNames:
    """Recognises the names of forces as files print them.

    A name is tried as it stands, then without the footnote marks at its end,
    then without the generic words. A reduced form that two forces share leads
    to neither of them.
    """

    def __init__(self, spellings: dict[str, Force], others: OtherAreasFile) -> None:
        self._forces = spellings
        self._others = {name: area for area in others.areas for name in area.spellings()}
        self._generic = frozenset(spelling(word) for word in others.generic_words)

    def recognise(self, text: str) -> RecognisedName:
        """Return the force or other area that `text` names, or the nearest known names."""
        unmarked = FOOTNOTE.sub("", text.strip())
        for candidate in (spelling(text), spelling(unmarked)):
            if force := self._forces.get(candidate):
                return RecognisedName(text, force=force)
            if area := self._others.get(candidate):
                return RecognisedName(text, other=area)
        core = self._core(spelling(unmarked))
        if force := self._by_core.get(core):
            return RecognisedName(text, force=force)
        return RecognisedName(text, nearest=self._nearest(core))

    def _core(self, reduced: str) -> str:
        return " ".join(word for word in reduced.split() if word not in self._generic)

    @cached_property
    def _by_core(self) -> dict[str, Force]:
        found: dict[str, set[str]] = {}
        for name, force in self._forces.items():
            found.setdefault(self._core(name), set()).add(force.slug)
        by_slug = {force.slug: force for force in self._forces.values()}
        return {core: by_slug[min(slugs)] for core, slugs in found.items() if core and len(slugs) == 1}

    def _nearest(self, core: str) -> tuple[str, ...]:
        close = get_close_matches(core, list(self._by_core), n=5, cutoff=CLOSE) if core else []
        return tuple(dict.fromkeys(self._by_core[name].name for name in close))[:3]
