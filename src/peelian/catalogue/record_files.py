"""The files of the catalogue that describe records, read when somebody first asks for them.

They are many, and most commands never look at them; so the regime is loaded without them.
`RECORD_FOLDERS` names every folder that is read in this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.reading import Reader, Sourced
from peelian.catalogue.record_tables import RecordTable, record_table_findings

RECORD_FOLDERS = ("records", "standards", "measures")
TABLES = "records/tables"


def record_tables(root: Path) -> Mapping[str, RecordTable]:
    """Return the tables of records that a catalogue folder describes, by identifier.

    A catalogue without such a folder describes none.

    Raises
    ------
    CatalogueError
        With every finding, when any of the files is wrong.
    """
    return _record_tables(root.resolve())


@lru_cache(maxsize=8)
def _record_tables(root: Path) -> Mapping[str, RecordTable]:
    reader = Reader(root)
    tables = _read_tables(reader)
    findings = [*reader.findings, *record_table_findings(tables)]
    if findings:
        raise CatalogueError(root.name, sorted(findings, key=lambda finding: finding.sort_key))
    return MappingProxyType({table.value.identifier: table.value for table in tables})


def record_findings(root: Path) -> list[CatalogueFinding]:
    """Return every fault of the files that describe records."""
    reader = Reader(root)
    tables = _read_tables(reader)
    return [*reader.findings, *record_table_findings(tables)]


def _read_tables(reader: Reader) -> list[Sourced[RecordTable]]:
    return reader.yaml_folder(TABLES, RecordTable) if (reader.root / TABLES).is_dir() else []
