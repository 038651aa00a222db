"""The files of the catalogue that describe public file formats, read when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from peelian.catalogue.districts import DistrictForce, Districts, Extent, district_findings
from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.published_formats import PublishedFormat, published_format_findings
from peelian.catalogue.reading import Reader, Sourced

PUBLISHED = "records/published"
DISTRICTS = "records/districts.yaml"
EXTENTS = "records/force_extents.csv"
DISTRICT_FORCES = "records/district_forces.csv"


def published_formats(root: Path) -> Mapping[str, PublishedFormat]:
    """Return the formats of published figures that a catalogue folder describes, by identifier.

    Raises
    ------
    CatalogueError
        With every finding, when any of the files is wrong.
    """
    return _published_formats(root.resolve())


@lru_cache(maxsize=8)
def _published_formats(root: Path) -> Mapping[str, PublishedFormat]:
    reader = Reader(root)
    formats = _read_published(reader)
    findings = [*reader.findings, *published_format_findings(formats)]
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return MappingProxyType({found.value.identifier: found.value for found in formats})


def districts(root: Path) -> Districts | None:
    """Return the districts that a catalogue folder describes, or None where it describes none.

    Raises
    ------
    CatalogueError
        With every finding, when the file is wrong.
    """
    return _districts(root.resolve())


@lru_cache(maxsize=8)
def _districts(root: Path) -> Districts | None:
    reader = Reader(root)
    read = _read_districts(reader)
    findings = [*reader.findings, *district_findings(read)]
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return read.value if read else None


def force_extents(root: Path) -> Mapping[str, Extent]:
    """Return how far the area of each force reaches, by force; nothing where the catalogue does not say.

    Raises
    ------
    CatalogueError
        With every finding, when the file is wrong.
    """
    return _force_extents(root.resolve())


@lru_cache(maxsize=8)
def _force_extents(root: Path) -> Mapping[str, Extent]:
    reader = Reader(root)
    read = _read_extents(reader)
    if reader.findings:
        raise CatalogueError(root.name, reader.findings)
    return MappingProxyType({found.value.force: found.value for found in read})


def district_forces(root: Path) -> tuple[DistrictForce, ...]:
    """Return the districts with the force of each; nothing where the catalogue does not say.

    Raises
    ------
    CatalogueError
        With every finding, when the file is wrong.
    """
    return _district_forces(root.resolve())


@lru_cache(maxsize=8)
def _district_forces(root: Path) -> tuple[DistrictForce, ...]:
    reader = Reader(root)
    read = _read_district_forces(reader)
    if reader.findings:
        raise CatalogueError(root.name, reader.findings)
    return tuple(found.value for found in read)


def format_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe formats, districts and extents."""
    reader = Reader(root)
    formats = _read_published(reader)
    read = _read_districts(reader)
    _read_extents(reader)
    _read_district_forces(reader)
    return [*reader.findings, *published_format_findings(formats), *district_findings(read)]


def _read_districts(reader: Reader) -> Sourced[Districts] | None:
    path = reader.root / DISTRICTS
    return reader.yaml_file(path, Districts) if path.is_file() else None


def _read_extents(reader: Reader) -> list[Sourced[Extent]]:
    path = reader.root / EXTENTS
    return reader.csv_rows(path, Extent) if path.is_file() else []


def _read_district_forces(reader: Reader) -> list[Sourced[DistrictForce]]:
    path = reader.root / DISTRICT_FORCES
    return reader.csv_rows(path, DistrictForce) if path.is_file() else []


def _read_published(reader: Reader) -> list[Sourced[PublishedFormat]]:
    return reader.yaml_folder(PUBLISHED, PublishedFormat) if (reader.root / PUBLISHED).is_dir() else []
