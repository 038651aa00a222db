"""The files of the catalogue that describe public file formats, read when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.published_formats import PublishedFormat, published_format_findings
from peelian.catalogue.reading import Reader, Sourced

PUBLISHED = "records/published"


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


def format_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe formats."""
    reader = Reader(root)
    formats = _read_published(reader)
    return [*reader.findings, *published_format_findings(formats)]


def _read_published(reader: Reader) -> list[Sourced[PublishedFormat]]:
    return reader.yaml_folder(PUBLISHED, PublishedFormat) if (reader.root / PUBLISHED).is_dir() else []
