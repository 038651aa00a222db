"""The files of the catalogue that describe records, read when somebody first asks for them.

They are many, and most commands never look at them; so the regime is loaded without them.
`RECORD_FOLDERS` names every folder that is read in this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.reading import Reader, Sourced
from peelian.catalogue.record_formats import RecordFormat, record_format_findings
from peelian.catalogue.record_tables import RecordTable, record_table_findings
from peelian.catalogue.values import CatalogueValue

RECORD_FOLDERS = ("records", "standards", "measures")
TABLES = "records/tables"
FORMATS = "records/formats"

Value = TypeVar("Value", bound=CatalogueValue)


@dataclass(frozen=True)
class _RecordFiles:
    tables: Mapping[str, RecordTable]
    formats: Mapping[str, RecordFormat]


def record_tables(root: Path) -> Mapping[str, RecordTable]:
    """Return the tables of records that a catalogue folder describes, by identifier.

    A catalogue without such a folder describes none.

    Raises
    ------
    CatalogueError
        With every finding, when any of the files is wrong.
    """
    return _loaded(root.resolve()).tables


def record_formats(root: Path) -> Mapping[str, RecordFormat]:
    """Return the formats of public files of records, by identifier; see `record_tables`."""
    return _loaded(root.resolve()).formats


@lru_cache(maxsize=8)
def _loaded(root: Path) -> _RecordFiles:
    files, findings = _read(root)
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return files


def record_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe records."""
    return _read(root)[1]


def _read(root: Path) -> tuple[_RecordFiles, list[CatalogueFinding]]:
    reader = Reader(root)
    tables = _folder(reader, TABLES, RecordTable)
    formats = _folder(reader, FORMATS, RecordFormat)
    files = _RecordFiles(
        tables=MappingProxyType({table.value.identifier: table.value for table in tables}),
        formats=MappingProxyType({found.value.identifier: found.value for found in formats}),
    )
    checked = [*record_table_findings(tables), *record_format_findings(formats, files.tables)]
    return files, [*reader.findings, *checked]


def _folder(reader: Reader, folder: str, model: type[Value]) -> list[Sourced[Value]]:
    return reader.yaml_folder(folder, model) if any((reader.root / folder).glob("*.yaml")) else []
