"""The whole regime of one inspectorate as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from peelian.catalogue.directory import Directory
from peelian.catalogue.districts import DistrictForce, Districts, Extent
from peelian.catalogue.force_names import ForceNames, OtherAreasFile, RecognisedName
from peelian.catalogue.format_files import district_forces, districts, force_extents, published_formats
from peelian.catalogue.frameworks import Framework, spelling
from peelian.catalogue.instruments import Instrument
from peelian.catalogue.measure_files import measures_of
from peelian.catalogue.measures import Measure
from peelian.catalogue.organisations import Body, Force, Holiday, Population
from peelian.catalogue.outcomes import Outcome
from peelian.catalogue.published_formats import PublishedFormat
from peelian.catalogue.record_files import record_formats, record_tables
from peelian.catalogue.record_formats import RecordFormat
from peelian.catalogue.record_tables import RecordTable
from peelian.catalogue.regime import Clock, Comparability, StageSet
from peelian.catalogue.reminders import Reminders
from peelian.catalogue.scales import Programme, Scale
from peelian.catalogue.standard_files import standards_of
from peelian.catalogue.standards import Standard
from peelian.catalogue.values import UnknownIdentifierError, valid_on
from peelian.catalogue.vocabularies import (
    Abbreviation,
    EvidenceKind,
    InspectionKind,
    Marking,
    PublicGroup,
    Term,
    Theme,
    Vocabularies,
    WorkOfForces,
)


@dataclass(frozen=True)
class Catalogue:
    """Everything the regime fixes, by identifier; frameworks run from the oldest on."""

    programmes: Mapping[str, Programme]
    scales: Mapping[str, Scale]
    frameworks: Mapping[str, Framework]
    forces: Mapping[str, Force]
    bodies: Mapping[str, Body]
    populations: tuple[Population, ...]
    named_holidays: tuple[Holiday, ...]
    clocks: Mapping[str, Clock]
    comparability: Comparability
    monitoring: Mapping[str, StageSet]
    terms: tuple[Term, ...]
    vocabularies: Vocabularies
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    other_areas: OtherAreasFile = field(default_factory=OtherAreasFile)
    reminders: Reminders = field(default_factory=Reminders)
    directory: Directory = field(default_factory=Directory)
    root: Path | None = None

    @cached_property
    def holidays(self) -> frozenset[date]:
        """The days on which working-day clocks stand still."""
        return frozenset(holiday.day for holiday in self.named_holidays)

    def bodies_with_role(self, role: str) -> tuple[Body, ...]:
        """The bodies that have a role, such as `receives-responses`, in the order of the file."""
        return tuple(body for body in self.bodies.values() if role in body.roles)

    @cached_property
    def record_tables(self) -> Mapping[str, RecordTable]:
        """The tables of a force's records, by identifier; read when first asked for."""
        return record_tables(self.root) if self.root else {}

    @cached_property
    def record_formats(self) -> Mapping[str, RecordFormat]:
        """How public files of records are recognised and read, by identifier."""
        return record_formats(self.root) if self.root else {}

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What is measured over a force's records, by identifier; read when first asked for."""
        return measures_of(self.root) if self.root else {}

    @property
    def published_formats(self) -> Mapping[str, PublishedFormat]:
        """The public files of figures that can be read, by identifier; read when first asked for."""
        return published_formats(self.root) if self.root else {}

    @property
    def standards(self) -> tuple[Standard, ...]:
        """Every version of every standard, in the order of the files; read when first asked for."""
        return standards_of(self.root) if self.root else ()

    def standards_on(self, day: date) -> tuple[Standard, ...]:
        """Return the version of each standard that holds on a day; one that does not hold then is left out."""
        names = dict.fromkeys(found.identifier for found in self.standards)
        holding = (
            valid_on([each for each in self.standards if each.identifier == name], day) for name in names
        )
        return tuple(found for found in holding if found is not None)

    def standard(self, identifier: str, on: date | None = None) -> Standard:
        """Return the version of a standard that holds on a day, its last one where no day is named."""
        versions = [found for found in self.standards if found.identifier == identifier]
        found = valid_on(versions, on) if on else max(versions, key=lambda each: each.version, default=None)
        if found is None:
            known = {each.identifier for each in self.standards}
            raise UnknownIdentifierError("standard", identifier, known)
        return found

    @property
    def evidence_kinds(self) -> tuple[EvidenceKind, ...]:
        """The kinds of evidence, in the order a form offers them."""
        return self.vocabularies.evidence_kinds

    @property
    def public_groups(self) -> tuple[PublicGroup, ...]:
        """The groups of the public that are asked for feedback, in the order a form offers them."""
        return self.vocabularies.public_groups

    @property
    def inspection_kinds(self) -> tuple[InspectionKind, ...]:
        """The kinds of inspection, in the order a form offers them."""
        return self.vocabularies.inspection_kinds

    @property
    def markings(self) -> tuple[Marking, ...]:
        """The protective markings, least protected first."""
        return self.vocabularies.markings

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The matters under which items are gathered, in the order a form offers them."""
        return self.vocabularies.themes

    @property
    def work_of_forces(self) -> WorkOfForces:
        """How often forces tell how items stand, and how soon they refer allegations outside."""
        return self.vocabularies.work_of_forces

    @property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The short forms a report may use, with what they stand for."""
        return self.vocabularies.abbreviations

    @property
    def forces_in_scope(self) -> tuple[Force, ...]:
        """The forces that are inspected and counted in national totals."""
        return tuple(force for force in self.forces.values() if force.in_scope)

    @property
    def districts(self) -> Districts | None:
        """The districts that populations are published for; None where the regime describes none."""
        return districts(self.root) if self.root else None

    @property
    def district_forces(self) -> tuple[DistrictForce, ...]:
        """The districts with the force in whose area each lies; read when first asked for."""
        return district_forces(self.root) if self.root else ()

    @property
    def force_extents(self) -> Mapping[str, Extent]:
        """How far the area of each force reaches, by force; read when first asked for."""
        return force_extents(self.root) if self.root else {}

    def scale_of(self, framework: str) -> Scale:
        """Return the scale on which a framework grades."""
        return self.scales[self.frameworks[framework].scale]

    def find_force(self, text: str) -> Force | None:
        """Return the force that a code, slug or printed name stands for, or None."""
        return self._forces_by_spelling.get(spelling(text))

    def recognise_force(self, text: str) -> RecognisedName:
        """Return what a name in a file stands for: a force, another area, or nothing but near names."""
        return self._force_names.recognise(text)

    def population(self, force: str, reference: str = "mid-2020") -> Population:
        """Return the population of a force's area, or say which are held."""
        for population in self.populations:
            if population.force == force and population.reference == reference:
                return population
        held = (f"{row.force} {row.reference}" for row in self.populations if row.reference == reference)
        raise UnknownIdentifierError("population", f"{force} {reference}", held)

    @cached_property
    def _force_names(self) -> ForceNames:
        return ForceNames(self._forces_by_spelling, self.other_areas)

    @cached_property
    def _forces_by_spelling(self) -> dict[str, Force]:
        return {name: force for force in self.forces.values() for name in force_spellings(force)}


def force_spellings(force: Force) -> set[str]:
    """Return every spelling by which a force is known, reduced for comparison."""
    dated = [text for name in force.names for text in (name.name, name.name_cy) if text]
    printed = (force.slug, force.code or force.slug, force.short_name, *dated, *force.other_names)
    return {spelling(text) for text in printed}
