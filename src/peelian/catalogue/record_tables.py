"""The tables of a force's records: which columns each has, of which type, and what they mean.

The tables follow what the inspection documents say that inspectors looked at; each table
names its lines. Moments are held in Coordinated Universal Time. A flag knows three states:
true, false, and blank, which says that nothing was recorded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Location, Sourced
from peelian.catalogue.values import CatalogueValue, Text, UnknownIdentifierError

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")]
"""The name of a table or of a column: small letters, digits and single underscores."""

ColumnType = Literal[
    "text", "code", "whole", "number", "money", "flag", "date", "moment", "month", "force", "reference"
]
NUMERIC: tuple[ColumnType, ...] = ("whole", "number", "money")
DATED: tuple[ColumnType, ...] = ("date", "moment", "month")


class RecordCode(CatalogueValue):
    """One value that a column of codes allows, and what it means."""

    code: Text
    meaning: Text


class RecordColumn(CatalogueValue):
    """One column of a table; `source` is given where it differs from that of the table.

    `ahead` says that a day may lie in the future, as the day by which something is due may. `not_before` names the
    column of the same row whose day or moment comes first, as that of opening comes before that of closing.
    """

    name: Name
    type: ColumnType
    required: bool = False
    meaning: Text
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    table: Name | None = None
    ahead: bool = False
    not_before: Name | None = None
    codes: tuple[RecordCode, ...] = ()
    source: str = ""

    @property
    def allowed(self) -> tuple[str, ...]:
        """The codes that a cell may hold, in the order of the catalogue."""
        return tuple(code.code for code in self.codes)


class RecordTable(CatalogueValue):
    """One table of records: its key, the column that dates a row, and its columns in order."""

    identifier: Name
    title: Text
    meaning: Text
    key: tuple[Name, ...] = Field(min_length=1)
    period_column: Name | None = None
    source: Text
    columns: tuple[RecordColumn, ...] = Field(min_length=1)

    def column(self, name: str) -> RecordColumn:
        """Return the column of a name, or say which columns there are."""
        for column in self.columns:
            if column.name == name:
                return column
        raise UnknownIdentifierError(f"column of the table {self.identifier}", name, self.column_names)

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns, in the order of the table."""
        return tuple(column.name for column in self.columns)


def record_table_findings(tables: list[Sourced[RecordTable]]) -> Iterator[CatalogueFinding]:
    """Yield what is wrong with the tables, each by itself and one beside another."""
    known = Counter(table.value.identifier for table in tables)
    for sourced in tables:
        table = sourced.value
        if known[table.identifier] > 1:
            message = f"The table '{table.identifier}' is described twice; keep one file."
            yield sourced.origin.finding(("identifier",), table.identifier, message)
        yield from _table_findings(sourced)
        yield from _order_findings(sourced)
        for number, column in enumerate(table.columns):
            for part, message in _column_faults(column, set(known)):
                place: Location = ("columns", number, part)
                yield sourced.origin.finding(place, column.name, message)


def _table_findings(sourced: Sourced[RecordTable]) -> Iterator[CatalogueFinding]:
    table, origin = sourced.value, sourced.origin
    types = {column.name: column.type for column in table.columns}
    for name, times in Counter(table.column_names).items():
        if times > 1:
            yield origin.finding(("columns",), name, f"The column '{name}' is described twice; keep one.")
    for name in table.key:
        if name not in types:
            yield origin.finding(("key",), name, f"The key names '{name}', which is no column of the table.")
    if types.get("force") != "force":
        yield origin.finding(
            ("columns",), "force", "Every table needs a column 'force' of the type force; add it."
        )
    period = table.period_column
    if period is not None and types.get(period) not in DATED:
        message = f"'{period}' dates the rows, so it must be a column of the type {', '.join(DATED)}."
        yield origin.finding(("period_column",), period, message)


def _order_findings(sourced: Sourced[RecordTable]) -> Iterator[CatalogueFinding]:
    types = {column.name: column.type for column in sourced.value.columns}
    for number, column in enumerate(sourced.value.columns):
        if column.not_before is not None and not _may_follow(column, types.get(column.not_before)):
            message = f"'{column.not_before}' must be another column of the same type, a date or a moment."
            yield sourced.origin.finding(("columns", number, "not_before"), column.name, message)


def _may_follow(column: RecordColumn, earlier: str | None) -> bool:
    """Whether the days of two columns can be compared: days with days, and moments with moments."""
    return column.type in ("date", "moment") and earlier == column.type and column.not_before != column.name


def _column_faults(column: RecordColumn, tables: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each wrong part of a column with the sentence that says what to do."""
    yield from _type_faults(column)
    for code, times in Counter(column.allowed).items():
        if times > 1:
            yield "codes", f"The code '{code}' is listed twice; keep one."
    if column.table is not None and column.table not in tables:
        yield "table", f"There is no table '{column.table}'. Choose one of: {', '.join(sorted(tables))}."


def _type_faults(column: RecordColumn) -> Iterator[tuple[str, str]]:
    """Yield the parts that do not go with the type of the column."""
    numeric = column.type in NUMERIC
    if (column.type == "code") != bool(column.codes):
        yield "codes", "A column lists codes when its type is 'code', and only then."
    if numeric != bool(column.unit):
        yield "unit", f"A number names its unit and nothing else does; the type is '{column.type}'."
    if not numeric and (column.minimum is not None or column.maximum is not None):
        yield "type", "Only a number has a minimum or a maximum."
    if column.ahead and column.type not in DATED:
        yield "ahead", "Only a date, a moment or a month lies ahead."
    if (column.type == "reference") != (column.table is not None):
        yield "table", "A reference names the table whose key it holds, and nothing else names one."
