"""The template of a return: a table of records, with the sums that have to add up in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from peelian.catalogue.reading import Origin, Sourced
from peelian.catalogue.record_tables import NUMERIC, RecordTable, record_table_findings

LEFT_OUT_OF_OWN = "reference"


class Sum(BaseModel):
    """A column that is the sum of others in the same row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    total: str
    parts: tuple[str, ...]


class ReturnTemplate(BaseModel):
    """What a return holds: the columns of its table, and the sums in each of its rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: RecordTable
    sums: tuple[Sum, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in order."""
        return self.table.column_names

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns that hold numbers, in order."""
        return tuple(column.name for column in self.table.columns if column.type in NUMERIC)

    @property
    def row_key(self) -> tuple[str, ...]:
        """The columns that name a row inside the return of one force."""
        return tuple(name for name in self.table.key if name != "force")

    def key_of(self, row: Mapping[str, str | None]) -> str:
        """The name of a row inside the return of one force; empty where a force sends one row."""
        return " / ".join(row.get(name) or "" for name in self.row_key)


def template_from_json(value: Mapping[str, Any]) -> ReturnTemplate:
    """Build a template from plain values that were checked before."""
    return ReturnTemplate.model_validate(value)


def template_faults(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return everything that is wrong with a template in sentences; nothing where it can be used."""
    try:
        template = ReturnTemplate.model_validate(value)
    except ValidationError as error:
        return tuple(_words(each) for each in error.errors())
    return tuple(_faults(template))


def _faults(template: ReturnTemplate) -> Iterator[str]:
    table = template.table
    for finding in record_table_findings([Sourced(_without_references(table), Origin("template"))]):
        yield f"{finding.value}: {finding.message}" if finding.value else finding.message
    if not template.numeric and not table.columns:
        yield "The template has no column. Name at least one beside the force."
    for each in template.sums:
        unknown = [name for name in (each.total, *each.parts) if name not in template.numeric]
        if unknown:
            yield f"A sum names {', '.join(unknown)}, which is no column of numbers. Name columns of the template."
        if len(set(each.parts) - {each.total}) < 2:
            yield f"The sum in '{each.total}' needs at least two other columns that add up to it."


def _without_references(table: RecordTable) -> RecordTable:
    """References into other tables are texts in a return: no other table is sent with it."""
    columns = tuple(
        column.model_copy(update={"type": "text", "table": None})
        if column.type == LEFT_OUT_OF_OWN
        else column
        for column in table.columns
    )
    return table.model_copy(update={"columns": columns})


def _words(error: Any) -> str:
    place = ", ".join(str(part) for part in error["loc"] if not isinstance(part, int))
    number = next((part + 1 for part in error["loc"] if isinstance(part, int)), None)
    row = f"column {number}, " if number else ""
    return f"{row}{place}: {error['msg']}."
