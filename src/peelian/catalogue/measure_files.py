"""The files of the catalogue that describe measures, read when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from peelian.catalogue.checks_of_measures import measure_findings_in
from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.measures import Measure, MeasuresFile
from peelian.catalogue.reading import Reader, Sourced
from peelian.catalogue.record_files import record_tables

MEASURES = "measures"


def measures_of(root: Path) -> Mapping[str, Measure]:
    """Return the measures that a catalogue folder describes, by identifier, in the order of its files.

    Raises
    ------
    CatalogueError
        With every finding, when any of the files is wrong.
    """
    return _measures_of(root.resolve())


@lru_cache(maxsize=8)
def _measures_of(root: Path) -> Mapping[str, Measure]:
    reader = Reader(root)
    measures = _read(reader)
    findings = [*reader.findings, *measure_findings_in(measures, record_tables(root))]
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return MappingProxyType({found.value.identifier: found.value for found in measures})


def measure_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe measures; tables with faults are told first."""
    reader = Reader(root)
    measures = _read(reader)
    try:
        tables = record_tables(root)
    except CatalogueError:
        return reader.findings
    return [*reader.findings, *measure_findings_in(measures, tables)]


def _read(reader: Reader) -> list[Sourced[Measure]]:
    """Give each measure the line at which it stands in its file."""
    if not (reader.root / MEASURES).is_dir():
        return []
    files = reader.yaml_folder(MEASURES, MeasuresFile)
    return [
        Sourced(measure, file.origin.within(("measures", number)))
        for file in files
        for number, measure in enumerate(file.value.measures)
    ]
