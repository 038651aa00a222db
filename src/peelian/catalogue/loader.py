"""Load a catalogue folder into one frozen `Catalogue`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from pydantic import BaseModel

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.directory import Directory
from peelian.catalogue.findings import CatalogueError
from peelian.catalogue.force_names import OtherAreasFile
from peelian.catalogue.frameworks import Framework
from peelian.catalogue.gathering import ComparabilityFile, ForceRow, FormerName, Gathered, gather
from peelian.catalogue.instruments import Instrument, Part
from peelian.catalogue.organisations import Body, Force, ForceName
from peelian.catalogue.reading import Sourced
from peelian.catalogue.regime import Clock, Comparability, Family, StageSet
from peelian.catalogue.reminders import Reminders
from peelian.catalogue.scales import Programme, Scale
from peelian.catalogue.validation import findings_in
from peelian.catalogue.vocabularies import Vocabularies

ENGLAND_AND_WALES = Path(__file__).parent / "england_and_wales"

Value = TypeVar("Value", bound=BaseModel)
Named = TypeVar("Named", Programme, Scale, Body, Clock, StageSet)


@lru_cache(maxsize=8)
def load_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder, England and Wales where none is named.

    The same folder is read once in a process; the value is frozen, so that
    sharing it is safe.

    Raises
    ------
    CatalogueError
        With every finding, when anything in the folder is wrong.
    """
    return _load((path or ENGLAND_AND_WALES).resolve())


@lru_cache(maxsize=8)
def _load(root: Path) -> Catalogue:
    gathered = gather(root)
    findings = findings_in(gathered)
    if findings or gathered.comparability is None or gathered.vocabularies is None:
        raise CatalogueError(root.name, findings)
    return _assemble(gathered, gathered.comparability.value, gathered.vocabularies.value)


def _assemble(gathered: Gathered, comparability: ComparabilityFile, vocabularies: Vocabularies) -> Catalogue:
    """Build the catalogue from parts that have been found sound."""
    frameworks = sorted(_values(gathered.frameworks), key=lambda found: (found.published, found.identifier))
    return Catalogue(
        programmes=_by_identifier(gathered.programmes),
        scales=_by_identifier(gathered.scales),
        frameworks=MappingProxyType({found.identifier: found for found in frameworks}),
        forces=MappingProxyType({force.slug: force for force in _forces(gathered)}),
        bodies=_by_identifier(gathered.bodies),
        populations=tuple(_values(gathered.populations)),
        named_holidays=tuple(_values(gathered.holidays)),
        clocks=_by_identifier(gathered.clocks),
        comparability=_comparability(comparability, frameworks),
        monitoring=_by_identifier(gathered.monitoring),
        terms=tuple(_values(gathered.terms)),
        vocabularies=vocabularies,
        instruments=MappingProxyType({found.identifier: found for found in _instruments(gathered)}),
        outcomes=MappingProxyType({found.code: found for found in _values(gathered.outcomes)}),
        other_areas=gathered.other_areas.value if gathered.other_areas else OtherAreasFile(),
        reminders=gathered.reminders.value if gathered.reminders else Reminders(),
        directory=gathered.directory.value if gathered.directory else Directory(),
        root=gathered.root,
    )


def _by_identifier(sourced: Sequence[Sourced[Named]]) -> Mapping[str, Named]:
    return MappingProxyType({value.identifier: value for value in _values(sourced)})


def _values(sourced: Sequence[Sourced[Value]]) -> list[Value]:
    return [found.value for found in sourced]


def _comparability(file: ComparabilityFile, frameworks: Sequence[Framework]) -> Comparability:
    """Fill each family with the frameworks that name it, oldest first."""
    families = tuple(
        Family(
            identifier=family.identifier,
            frameworks=tuple(found.identifier for found in frameworks if found.family == family.identifier),
            note=family.note,
        )
        for family in file.families
    )
    return Comparability(families=families, breaks=file.breaks)


def _instruments(gathered: Gathered) -> list[Instrument]:
    frameworks = {found.identifier: found for found in _values(gathered.frameworks)}
    return [
        _with_expectations(instrument, frameworks[instrument.framework])
        if instrument.framework
        else instrument
        for instrument in _values(gathered.instruments)
    ]


def _with_expectations(instrument: Instrument, framework: Framework) -> Instrument:
    """Give each part that is a stage of the framework the expectation that stands there."""
    expected = {stage.identifier: stage.expectation for stage in framework.stages}

    def filled(part: Part) -> Part:
        return part.model_copy(update={"expectation": expected[part.stage]}) if part.stage else part

    return instrument.model_copy(update={"parts": tuple(filled(part) for part in instrument.parts)})


def _forces(gathered: Gathered) -> list[Force]:
    former = _values(gathered.former_names)
    return [
        _force(row, [name for name in former if name.slug == row.slug]) for row in _values(gathered.forces)
    ]


def _force(row: ForceRow, former: Sequence[FormerName]) -> Force:
    """Join a force with the names it had before, each valid until its last day."""
    names: list[ForceName] = []
    start = None
    for name in sorted(former, key=lambda found: found.last_day):
        names.append(
            ForceName(name=name.name, name_cy=name.name_cy, valid_from=start, valid_to=name.last_day)
        )
        start = name.last_day + timedelta(days=1)
    names.append(ForceName(name=row.name, name_cy=row.name_cy, valid_from=start))
    kept = row.model_dump(exclude={"name", "name_cy", "other_names"})
    return Force(names=tuple(names), other_names=row.listed_names(), **kept)
