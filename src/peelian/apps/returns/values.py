"""The values of a collection: one row for each force, row of its return and column of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peelian.apps.frameworks.queries import regime
from peelian.apps.returns.models import Collection, Return
from peelian.apps.returns.queries import exclusions, standing_returns
from peelian.rules.errors import RefusalError
from peelian.rules.national_totals import NationalSum, national_sum

RETURNED_COLUMNS = ("force", "in_scope", "row", "column", "value", "unit", "dated", "version")


@dataclass(frozen=True)
class ReturnedValue:
    """One number that a force returned and signed off.

    Parameters
    ----------
    row
        Key of the row inside the return; empty where a return has one row.
    dated
        The cell of the column that dates the row, such as 2022-03; empty where there is none.
    """

    force: str
    in_scope: bool
    row: str
    column: str
    value: Decimal
    unit: str
    dated: str
    version: int

    def to_json(self) -> dict[str, Any]:
        return {**self.__dict__, "value": str(self.value)}


@dataclass(frozen=True)
class ReturnedTotal:
    """The total of a column over the forces in scope, with the forces that are not in it."""

    row: str
    column: str
    unit: str
    sum: NationalSum


def returned_values(collection: Collection) -> tuple[ReturnedValue, ...]:
    """Return every number of a closed collection, by force, row and column.

    Raises
    ------
    RefusalError
        The collection is not closed, so its numbers may still change.
    """
    if not collection.is_closed:
        raise RefusalError(
            "refused", f"'{collection.title}' is not closed, so its values may still change. Close it first."
        )
    return values_of(collection)


def returned_period(collection: Collection) -> tuple[date | None, date | None, str]:
    """First day, last day and words of the period that the values speak of."""
    return collection.period_start, collection.period_end, collection.period


def values_of(collection: Collection) -> tuple[ReturnedValue, ...]:
    """Every number of the signed returns as they stand now."""
    return tuple(value for version in standing_returns(collection) for value in _of_return(version))


def returned_totals(collection: Collection) -> tuple[ReturnedTotal, ...]:
    """Totals over the forces in scope, earliest rows first; forces out of scope are named in a note."""
    by_cell: dict[tuple[str, str], list[ReturnedValue]] = {}
    for value in values_of(collection):
        by_cell.setdefault((value.row, value.column), []).append(value)
    forces = regime().forces
    return tuple(
        ReturnedTotal(
            row, column, told[0].unit, national_sum({each.force: each.value for each in told}, forces)
        )
        for (row, column), told in sorted(by_cell.items(), key=_place_in_time)
    )


def _place_in_time(cell: tuple[tuple[str, str], list[ReturnedValue]]) -> tuple[str, str]:
    """By the date of the row, then by its name; columns keep their order."""
    (row, _), told = cell
    return told[0].dated, row


def exclusion_notes(collection: Collection) -> tuple[str, ...]:
    """Which forces are not in the numbers and why, as notes under a figure."""
    names = {force.slug: force.name for force in regime().forces.values()}
    return tuple(
        f"{names.get(slug, slug)} could not supply the data: {reason}"
        for slug, reason in exclusions(collection).items()
    )


def _of_return(version: Return) -> Iterator[ReturnedValue]:
    template = version.reply.collection.return_template
    if template is None:
        return
    dating = template.table.period_column
    for row in version.rows:
        for column in template.numeric:
            if row.get(column) is not None:
                yield ReturnedValue(
                    force=version.reply.force.slug,
                    in_scope=version.reply.force.in_scope,
                    row=template.key_of(row),
                    column=column,
                    value=Decimal(row[column]),
                    unit=template.table.column(column).unit,
                    dated=(row.get(dating) or "") if dating else "",
                    version=version.number,
                )
