"""How a file of records is recognised and which column of it fills which column of a table.

Three ways lead from a file to its table, tried in this order:

1. A format of the catalogue (`records/formats/<format>.yaml`, `peelian.catalogue.record_formats`): its header
   holds every column that the format names, and the name of the file fits. For public files.
2. The name of the file, or of the folder it lies in, begins with the identifier of a table
   ('incidents.csv', 'incidents-2021-03.csv', 'incidents/march.xlsx'). For a force's own extracts.
3. The columns: the one table whose key the header holds and that knows the most of its columns.

Names of columns are compared without regard to capitals, spaces and signs, so that 'Incident ID' is
`incident_id`. Nothing here reads a file; `cell` gives the SQL of a cell over the columns `c0`, `c1` and so on
in which the engine holds every file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.record_formats import RecordFormat
from peelian.catalogue.record_tables import RecordTable
from peelian.records.duck import quoted_text

ROW = "row_number"
"""The column in which the careful reading holds the number of a row."""
ENOUGH_COLUMNS = 0.5
"""The share of a header that a table must know before its columns alone lead to it."""


@dataclass(frozen=True)
class Reading:
    """How one column of the table is filled: from columns of the file, the number of the row, or one value."""

    places: tuple[int, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    constant: str = ""
    row: bool = False


@dataclass(frozen=True)
class Source:
    """A file with the table that its rows belong to. Columns of the table that no reading fills are absent."""

    file: str
    table: RecordTable
    readings: Mapping[str, Reading]
    unknown: tuple[str, ...] = ()
    format: RecordFormat | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """Columns of the table that the file tells, in the order of the table."""
        return tuple(name for name in self.table.column_names if name in self.readings)

    @property
    def absent(self) -> tuple[str, ...]:
        """Columns of the table that the file does not tell."""
        return tuple(name for name in self.table.column_names if name not in self.readings)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Columns that the file tells, each with the one whose day or moment comes first, where it tells that too."""
        named = ((name, self.table.column(name).not_before) for name in self.told)
        return tuple((name, first) for name, first in named if first and first in self.readings)

    @property
    def numbers_rows(self) -> bool:
        """Whether a column is filled with the number of the row."""
        return any(reading.row for reading in self.readings.values())

    def cell(self, name: str) -> str:
        """Return the SQL of the text of a cell of the table, null where the file does not tell it."""
        reading = self.readings.get(name, Reading())
        if reading.row:
            numbered = f"({quoted_text(self.file + ':')} || {ROW})"
            if not reading.places:
                return numbered
            cell = _translated(_first_filled(reading.places), reading.values)
            return f"coalesce(nullif(trim({cell}), ''), {numbered})"
        if not reading.places:
            return f"{quoted_text(reading.constant)}" if reading.constant else "CAST(NULL AS VARCHAR)"
        return _translated(_first_filled(reading.places), reading.values)


def recognise(file: str, header: Sequence[str], catalogue: Catalogue) -> Source | None:
    """Return where the rows of a file belong, or None where nothing tells.

    Parameters
    ----------
    file
        The path of the file inside the folder that is checked.
    header
        The cells of its header, as they stand.
    """
    found = _by_format(file, header, catalogue)
    if found:
        return found
    names = [reduced(cell) for cell in header]
    table = _by_name(file, names, catalogue) or _by_columns(names, catalogue)
    if table is None:
        return None
    readings = {name: Reading(places=(names.index(name),)) for name in table.column_names if name in names}
    unknown = tuple(
        cell for cell, name in zip(header, names, strict=True) if cell.strip() and name not in readings
    )
    return Source(file, table, readings, unknown)


def of_force(source: Source, forces: Mapping[str, str]) -> Source:
    """Return a source with the force that was named for it, where the file itself names none.

    Parameters
    ----------
    forces
        The short name of a force by the path of a file or of a folder inside the folder that is checked.
    """
    held = source.readings.get("force", Reading())
    if held.places or held.constant:
        return source
    path = PurePath(source.file)
    named = [forces[part.as_posix()] for part in (path, *path.parents) if part.as_posix() in forces]
    if not named:
        return source
    return replace(source, readings={**source.readings, "force": Reading(constant=named[0])})


def reduced(name: str) -> str:
    """Return the name of a column as tables write it.

    >>> reduced(" Incident ID ")
    'incident_id'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lstrip("\ufeff").strip().lower()).strip("_")


def _by_format(file: str, header: Sequence[str], catalogue: Catalogue) -> Source | None:
    stem = PurePath(file).stem
    printed = [cell.lstrip("\ufeff").strip() for cell in header]
    fitting = [
        (len(form.header), form, parts)
        for form in catalogue.record_formats.values()
        if set(form.header) <= set(printed) and (parts := form.parts_of_name(stem)) is not None
    ]
    if not fitting:
        return None
    _, form, parts = max(fitting, key=lambda fit: fit[0])
    known = {*form.header, *form.optional}
    return Source(
        file,
        catalogue.record_tables[form.table],
        _readings_of(form, printed, parts),
        tuple(cell for cell in printed if cell and cell not in known),
        form,
    )


def _readings_of(form: RecordFormat, printed: Sequence[str], parts: Mapping[str, str]) -> dict[str, Reading]:
    readings = {}
    for column in form.columns:
        places = tuple(printed.index(name) for name in column.columns if name in printed)
        if column.columns and not places:
            continue
        readings[column.name] = Reading(
            places=places,
            values=tuple(column.values.items()),
            constant=parts.get(column.file_name, "") if column.file_name else column.constant,
            row=column.row,
        )
    return readings


def _by_name(file: str, names: Sequence[str], catalogue: Catalogue) -> RecordTable | None:
    path = PurePath(file)
    words = [reduced(path.stem), *(reduced(part) for part in reversed(path.parts[:-1]))]
    for word in words:
        fitting = [name for name in catalogue.record_tables if word == name or word.startswith(f"{name}_")]
        table = catalogue.record_tables[max(fitting, key=len)] if fitting else None
        if table and set(table.column_names) & set(names):
            return table
    return None


def _by_columns(names: Sequence[str], catalogue: Catalogue) -> RecordTable | None:
    filled = {name for name in names if name}
    ranked = sorted(
        (
            (len(filled & set(table.column_names)), table.identifier)
            for table in catalogue.record_tables.values()
            if set(table.key) <= filled
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < ENOUGH_COLUMNS * len(filled):
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return catalogue.record_tables[ranked[0][1]]


def _first_filled(places: Sequence[int]) -> str:
    if len(places) == 1:
        return f"c{places[0]}"
    return f"coalesce({', '.join(f'''nullif(trim(c{place}), '')''' for place in places)})"


def _translated(cell: str, values: Sequence[tuple[str, str]]) -> str:
    """What is printed, turned into what the table holds; what has no translation stays as it is."""
    if not values:
        return cell
    cases = " ".join(f"WHEN {quoted_text(printed)} THEN {quoted_text(held)}" for printed, held in values)
    return f"(CASE trim({cell}) {cases} ELSE {cell} END)"
