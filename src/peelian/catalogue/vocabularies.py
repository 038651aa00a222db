"""Word lists of the regime: kinds, markings, abbreviations and preferred terms."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text


class EvidenceKind(CatalogueValue):
    """A kind of evidence, and how far it may carry a judgement.

    `use_limit` is "none" where it may support a grade, "themes-only" for what
    may only point to themes, "context-only" for what may never stand alone.
    """

    identifier: Identifier
    title: Text
    use_limit: Literal["none", "themes-only", "context-only"] = "none"
    note: str = ""


class PublicGroup(CatalogueValue):
    """A group of the public whose feedback is gathered; never a person."""

    identifier: Identifier
    title: Text


class InspectionKind(CatalogueValue):
    """A box of the response form: what sort of inspection a report comes from."""

    identifier: Identifier
    title: Text
    scope: Literal["force", "national"]


class Marking(CatalogueValue):
    """A protective marking; the list runs from the least to the most protected."""

    identifier: Identifier
    title: Text
    note: str = ""


class Abbreviation(CatalogueValue):
    """A short form and what it stands for."""

    text: Text
    expansion: Text


class Theme(CatalogueValue):
    """A matter under which items of all forces and rounds are looked at together, such as domestic abuse."""

    identifier: Identifier
    title: Text
    note: str = ""


class WorkOfForces(CatalogueValue):
    """Intervals in the work of forces on items, in days; where nobody has fixed one, it is a setting of the file."""

    update_every_days: int = Field(default=90, ge=1, le=366)
    refer_within_days: int = Field(default=5, ge=0, le=366)
    note: str = ""


class Vocabularies(CatalogueValue):
    """The word lists of one regime."""

    evidence_kinds: tuple[EvidenceKind, ...] = Field(min_length=1)
    inspection_kinds: tuple[InspectionKind, ...] = Field(min_length=1)
    markings: tuple[Marking, ...] = Field(min_length=1)
    themes: tuple[Theme, ...] = ()
    public_groups: tuple[PublicGroup, ...] = ()
    work_of_forces: WorkOfForces = WorkOfForces()
    abbreviations: tuple[Abbreviation, ...] = ()


class Term(CatalogueValue):
    """A preferred term with the words it replaced and the day from which it is preferred."""

    preferred: Text
    synonyms: tuple[Text, ...] = Field(min_length=1)
    valid_from: date | None = None
    note: str = ""
