"""Public files of records: how a file is recognised, and how its columns become those of a table.

A force's own extract needs no format: its columns bear the names of the table. A format is for files that
somebody else designed, such as those of the police open data. Each column of the table is read
from a column of the file, from the name of the file, from the number of the row, or is one fixed value.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field, field_validator

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Sourced
from peelian.catalogue.record_tables import Name, RecordTable
from peelian.catalogue.values import CatalogueValue, Identifier, Text


class FormatColumn(CatalogueValue):
    """How one column of the table is read.

    Exactly one of the four ways is given:

    - `columns`: columns of the file; the first that is filled is taken. `values` turns what is printed there
      into what the table holds; a printed value that it does not name is left as it stands, so that the rules
      find it.
    - `file_name`: the group of that name in the pattern of the format.
    - `row`: the name of the file and the number of the row, for files whose rows bear no identifier. Beside
      `columns` it fills the rows in which those are blank.
    - `constant`: the same value in every row.
    """

    name: Name
    columns: tuple[Text, ...] = ()
    values: Mapping[str, str] = {}
    file_name: str = ""
    row: bool = False
    constant: str = ""

    @property
    def ways(self) -> int:
        """How many ways of reading are given; one is right."""
        return sum((bool(self.columns) or self.row, bool(self.file_name), bool(self.constant)))


class RecordFormat(CatalogueValue):
    """One design of a public file, and the table that its rows belong to.

    A file is of a format when its header holds every column of `header` and the name of the file, without its
    ending, holds `file_name`. Of several formats the one with the longest header is taken. Columns
    that are neither in `header` nor in `optional` are told as unknown. `unused` names the columns that no
    column of the table takes up, with the reason.

    `repeats` says what becomes of a row whose identifier occurs before: it is kept apart, or accepted with a
    warning.
    """

    identifier: Identifier
    title: Text
    source: Text
    table: Name
    header: tuple[str, ...] = Field(min_length=1)
    optional: tuple[str, ...] = ()
    file_name: str = ""
    columns: tuple[FormatColumn, ...] = Field(min_length=1)
    unused: Mapping[str, Text] = {}
    repeats: Literal["reject", "warn"] = "reject"
    note: str = ""

    @field_validator("file_name")
    @classmethod
    def _is_a_pattern(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"'{pattern}' is not a pattern of file names: {error}.") from error
        return pattern

    def column(self, name: str) -> FormatColumn | None:
        """Return how a column of the table is read, or None where the files do not tell it."""
        return next((column for column in self.columns if column.name == name), None)

    def parts_of_name(self, stem: str) -> dict[str, str] | None:
        """Return the groups that the name of a file fills, or None where the name is not of this format."""
        found = re.search(self.file_name, stem)
        return {name: text or "" for name, text in found.groupdict().items()} if found else None


def record_format_findings(
    formats: list[Sourced[RecordFormat]], tables: Mapping[str, RecordTable]
) -> Iterator[CatalogueFinding]:
    """Yield what is wrong with the formats, each by itself and beside the tables."""
    known = Counter(found.value.identifier for found in formats)
    for sourced in formats:
        value, origin = sourced.value, sourced.origin
        if known[value.identifier] > 1:
            message = f"The format '{value.identifier}' is described twice; keep one file."
            yield origin.finding(("identifier",), value.identifier, message)
        if value.table not in tables:
            message = f"There is no table '{value.table}'. Choose one of: {', '.join(sorted(tables))}."
            yield origin.finding(("table",), value.table, message)
            continue
        for number, column in enumerate(value.columns):
            for message in _column_faults(column, value, tables[value.table]):
                yield origin.finding(("columns", number), column.name, message)
        yield from _gaps(sourced, tables[value.table])


def _column_faults(column: FormatColumn, value: RecordFormat, table: RecordTable) -> Iterator[str]:
    if column.name not in table.column_names:
        yield f"The table '{table.identifier}' has no column '{column.name}'."
    if column.ways != 1:
        yield f"'{column.name}' is read in {column.ways} ways; give one of columns, file_name, row or constant."
    for printed in column.columns:
        if printed not in (*value.header, *value.optional):
            yield f"'{printed}' is read but is neither in header nor in optional; add it."
    if column.file_name and f"(?P<{column.file_name}>" not in value.file_name:
        yield f"The pattern of the file name has no group '{column.file_name}'."


def _gaps(sourced: Sourced[RecordFormat], table: RecordTable) -> Iterator[CatalogueFinding]:
    """Columns of the table that must be filled and are not read, and columns of the file that nothing uses."""
    value, origin = sourced.value, sourced.origin
    for column in table.columns:
        if column.required and value.column(column.name) is None:
            message = (
                f"'{column.name}' must be filled in the table '{table.identifier}', and nothing fills it."
            )
            yield origin.finding(("columns",), column.name, message)
    used = {printed for column in value.columns for printed in column.columns}
    for printed in value.header:
        if (printed in used) == (printed in value.unused):
            message = f"'{printed}' must be read by a column or be in unused with the reason, not both."
            yield origin.finding(("unused",), printed, message)
