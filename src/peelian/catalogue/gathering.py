"""The files of a catalogue folder: which there are, and the typed parts read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field

from peelian.catalogue.directory import Directory
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.force_names import OtherAreasFile
from peelian.catalogue.frameworks import Framework
from peelian.catalogue.instruments import Instrument
from peelian.catalogue.organisations import Body, Holiday, Population
from peelian.catalogue.outcomes import Outcome
from peelian.catalogue.reading import Reader, Sourced
from peelian.catalogue.record_files import RECORD_FOLDERS
from peelian.catalogue.regime import Break, Clock, StageSet
from peelian.catalogue.reminders import Reminders
from peelian.catalogue.scales import Programme, Scale
from peelian.catalogue.values import CatalogueValue, Identifier, Text
from peelian.catalogue.vocabularies import Term, Vocabularies

Value = TypeVar("Value", bound=BaseModel)
Whole = TypeVar("Whole", bound=BaseModel)

FOLDERS = ("programmes", "scales", "frameworks", "clocks", "monitoring", "instruments")
DATA_ENDINGS = (".yaml", ".yml", ".csv")


class ForceRow(CatalogueValue):
    """One row of `forces.csv`; `other_names` are parted by semicolons."""

    slug: Identifier
    code: str | None = None
    name: Text
    name_cy: str = ""
    short_name: Text
    other_names: str = ""
    region: Text
    country: Text
    local_policing_body: Text
    local_policing_body_kind: Identifier
    welsh: bool = False
    in_scope: bool = True
    note: str = ""

    def listed_names(self) -> tuple[str, ...]:
        """Return the other names of the row, one by one."""
        return tuple(text.strip() for text in self.other_names.split(";") if text.strip())


class FormerName(CatalogueValue):
    """One row of `former_force_names.csv`: a name and the last day it was used."""

    slug: Identifier
    name: Text
    name_cy: str = ""
    last_day: date


class BodiesFile(CatalogueValue):
    """The content of `bodies.yaml`."""

    bodies: tuple[Body, ...] = Field(min_length=1)


class TermsFile(CatalogueValue):
    """The content of `terms.yaml`."""

    terms: tuple[Term, ...]


class FamilyEntry(CatalogueValue):
    """A family as `comparability.yaml` names it; each framework says which family is its own."""

    identifier: Identifier
    note: str = ""


class ComparabilityFile(CatalogueValue):
    """The content of `comparability.yaml`."""

    families: tuple[FamilyEntry, ...] = Field(min_length=1)
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True)
class Gathered:
    """Everything that could be read from a folder, with the faults met on the way."""

    root: Path
    findings: tuple[CatalogueFinding, ...]
    programmes: Sequence[Sourced[Programme]]
    scales: Sequence[Sourced[Scale]]
    frameworks: Sequence[Sourced[Framework]]
    forces: Sequence[Sourced[ForceRow]]
    former_names: Sequence[Sourced[FormerName]]
    bodies: Sequence[Sourced[Body]]
    populations: Sequence[Sourced[Population]]
    holidays: Sequence[Sourced[Holiday]]
    clocks: Sequence[Sourced[Clock]]
    comparability: Sourced[ComparabilityFile] | None
    monitoring: Sequence[Sourced[StageSet]]
    terms: Sequence[Sourced[Term]]
    vocabularies: Sourced[Vocabularies] | None
    instruments: Sequence[Sourced[Instrument]]
    outcomes: Sequence[Sourced[Outcome]]
    other_areas: Sourced[OtherAreasFile] | None
    reminders: Sourced[Reminders] | None
    directory: Sourced[Directory] | None


def gather(root: Path) -> Gathered:
    """Read every file of a catalogue folder; nothing is raised, faults are gathered.

    An inspectorate that reviews no cases needs neither instruments nor outcome codes, one that takes in
    no records needs no names of areas beside its forces, one that reminds nobody needs no reminders, and one
    whose forces keep no directory needs no directory.
    """
    reader = Reader(root)
    bodies = reader.yaml_file(root / "bodies.yaml", BodiesFile)
    terms = reader.yaml_file(root / "terms.yaml", TermsFile)
    outcomes = root / "outcomes.csv"
    other_areas = root / "records" / "other_areas.yaml"
    reminders = root / "reminders.yaml"
    directory = root / "directory.yaml"
    parts = Gathered(
        root=root,
        findings=(),
        programmes=reader.yaml_folder("programmes", Programme),
        scales=reader.yaml_folder("scales", Scale),
        frameworks=reader.yaml_folder("frameworks", Framework),
        forces=reader.csv_rows(root / "forces.csv", ForceRow),
        former_names=reader.csv_rows(root / "former_force_names.csv", FormerName),
        bodies=entries_of(bodies, bodies.value.bodies if bodies else (), "bodies"),
        populations=reader.csv_rows(root / "populations.csv", Population),
        holidays=reader.csv_rows(root / "holidays.csv", Holiday),
        clocks=reader.yaml_folder("clocks", Clock),
        comparability=reader.yaml_file(root / "comparability.yaml", ComparabilityFile),
        monitoring=reader.yaml_folder("monitoring", StageSet),
        terms=entries_of(terms, terms.value.terms if terms else (), "terms"),
        vocabularies=reader.yaml_file(root / "vocabularies.yaml", Vocabularies),
        instruments=reader.yaml_folder("instruments", Instrument) if (root / "instruments").is_dir() else [],
        outcomes=reader.csv_rows(outcomes, Outcome) if outcomes.is_file() else [],
        other_areas=reader.yaml_file(other_areas, OtherAreasFile) if other_areas.is_file() else None,
        reminders=reader.yaml_file(reminders, Reminders) if reminders.is_file() else None,
        directory=reader.yaml_file(directory, Directory) if directory.is_file() else None,
    )
    return replace(parts, findings=(*reader.findings, *_unread_findings(reader)))


def entries_of(file: Sourced[Whole] | None, entries: Sequence[Value], name: str) -> list[Sourced[Value]]:
    """Give each entry of a file's list its own origin, so that a fault names its line."""
    return (
        []
        if file is None
        else [Sourced(entry, file.origin.within((name, number))) for number, entry in enumerate(entries)]
    )


def _unread_findings(reader: Reader) -> list[CatalogueFinding]:
    """Name the data files that nothing reads: most often a folder or an ending misspelt."""
    present = {
        path
        for ending in DATA_ENDINGS
        for path in reader.root.rglob(f"*{ending}")
        if path.relative_to(reader.root).parts[0] not in RECORD_FOLDERS
    }
    return [
        CatalogueFinding(
            path.relative_to(reader.root).as_posix(),
            None,
            "",
            "",
            "Nothing reads this file. Put it into one of the folders "
            f"{', '.join(FOLDERS)} with the ending .yaml, or take it away.",
        )
        for path in sorted(present - reader.files_read)
    ]
