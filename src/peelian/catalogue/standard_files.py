"""The files of the catalogue that describe standards, read when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from peelian.catalogue.checks_of_standards import Known, standard_findings_in
from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.instruments import Instrument
from peelian.catalogue.measure_files import measures_of
from peelian.catalogue.reading import Reader, Sourced
from peelian.catalogue.record_files import record_tables
from peelian.catalogue.standards import Standard, model_of

STANDARDS = "standards"
KEY = "standards"

Read = TypeVar("Read")


def standards_of(root: Path) -> tuple[Standard, ...]:
    """Return the standards that a catalogue folder describes, in the order of its files.

    Raises
    ------
    CatalogueError
        With every finding, when any of the files is wrong.
    """
    return _standards_of(root.resolve())


@lru_cache(maxsize=8)
def _standards_of(root: Path) -> tuple[Standard, ...]:
    reader = Reader(root)
    standards = _read(reader)
    known = Known(record_tables(root), _instruments(root), _without_faults(lambda: measures_of(root)))
    findings = [*reader.findings, *standard_findings_in(standards, known)]
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return tuple(found.value for found in standards)


def standard_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe standards; what they refer to is told with its own files."""
    reader = Reader(root)
    standards = _read(reader)
    tables = _without_faults(lambda: record_tables(root))
    if tables is None:
        return reader.findings
    known = Known(tables, _instruments(root), _without_faults(lambda: measures_of(root)))
    return [*reader.findings, *standard_findings_in(standards, known)]


def _read(reader: Reader) -> list[Sourced[Standard]]:
    """Read every file of the folder; each entry is typed by its kind."""
    paths = sorted((reader.root / STANDARDS).glob("*.yaml"))
    return [found for path in paths for found in reader.yaml_entries(path, KEY, model_of)]


def _instruments(root: Path) -> Mapping[str, Instrument]:
    """Return the instruments of the folder; their faults are told where they are checked."""
    reader = Reader(root)
    found = reader.yaml_folder("instruments", Instrument) if (root / "instruments").is_dir() else []
    return {sourced.value.identifier: sourced.value for sourced in found}


def _without_faults(read: Callable[[], Read]) -> Read | None:
    try:
        return read()
    except CatalogueError:
        return None
