"""Programmes of inspection and the scales their grades are given on."""

from __future__ import annotations

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text, UnknownIdentifierError


class Programme(CatalogueValue):
    """A lasting programme of inspection, such as PEEL, with its successive frameworks."""

    identifier: Identifier
    title: Text
    start_year: int = Field(ge=1856)
    central_question: Text
    note: str = ""


class Tier(CatalogueValue):
    """One grade of a scale, and what it says about a force."""

    identifier: Identifier
    label: Text
    meaning: Text


class Scale(CatalogueValue):
    """Ordered tiers, lowest first."""

    identifier: Identifier
    title: Text
    tiers: tuple[Tier, ...] = Field(min_length=2)
    note: str = ""

    def tier(self, identifier: str) -> Tier:
        """Return one tier, or say which tiers this scale has."""
        for tier in self.tiers:
            if tier.identifier == identifier:
                return tier
        raise UnknownIdentifierError(
            f"grade on the {self.title}", identifier, (tier.identifier for tier in self.tiers)
        )

    def rank(self, identifier: str) -> int:
        """Return the place of a tier from the bottom, the lowest being 0."""
        return self.tiers.index(self.tier(identifier))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words of the tiers, lowest first."""
        return tuple(tier.label for tier in self.tiers)
