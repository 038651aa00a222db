"""Which columns of which tables a standard reads, and where in the file it names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peelian.catalogue.conditions import Condition, Conditions, columns_in
from peelian.catalogue.reading import Location
from peelian.catalogue.record_tables import RecordTable
from peelian.catalogue.standard_parameters import (
    CalendarParameters,
    CompletenessParameters,
    CoverageParameters,
    DeadlineParameters,
    EventsParameters,
    LinkedRows,
    LinkParameters,
    ListParameters,
    Members,
    Need,
    PermissionParameters,
    RecencyParameters,
)
from peelian.catalogue.standards import ANSWERS, ScoreStandard, Standard


@dataclass(frozen=True)
class Uses:
    """The columns, and the lists of conditions, that a part of a standard reads of one table."""

    place: Location
    table: str
    columns: tuple[str, ...] = ()
    conditions: Conditions = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every column, those of the conditions as well, each once."""
        return tuple(dict.fromkeys((*self.columns, *columns_in(self.conditions))))


def uses_of(standard: Standard) -> tuple[Uses, ...]:
    """Return everything that a standard reads, table by table, in the order of its file."""
    parameters = getattr(standard, "parameters", None)
    own = Uses(("where",), standard.table, (), standard.where)
    if isinstance(standard, ScoreStandard):
        return (own, Uses(("table",), ANSWERS, ("instrument", "question", "answer")))
    found = _PARTS[type(parameters)](parameters, standard.table) if type(parameters) in _PARTS else ()
    return (own, *found)


def tables_of(standard: Standard, schema: Mapping[str, RecordTable]) -> tuple[str, ...]:
    """Return the tables that must be there for a standard to be checked, those behind references too."""
    names = [standard.table]
    for use in uses_of(standard):
        names.append(use.table)
        for path in use.paths:
            names += _tables_on(path, use.table, schema)
    return tuple(dict.fromkeys(names))


def paths_of(standard: Standard, table: str) -> tuple[str, ...]:
    """Return the columns of one table that a standard reads."""
    return tuple(dict.fromkeys(path for use in uses_of(standard) if use.table == table for path in use.paths))


def _tables_on(path: str, table: str, schema: Mapping[str, RecordTable]) -> Iterator[str]:
    *references, _ = path.split(".")
    for name in references:
        table = str(schema[table].column(name).table)
        yield table


def _parameters(names: Iterable[str | None], *, part: str, table: str) -> Uses:
    return Uses(("parameters", part), table, tuple(name for name in names if name))


def _linked(rows: LinkedRows | Members, place: Location, table: str) -> Iterator[Uses]:
    """What a link reads on both of its sides."""
    yield Uses((*place, "link"), table, tuple(rows.link.values()))
    yield Uses((*place, "link"), rows.table, tuple(rows.link))
    yield Uses((*place, "where"), rows.table, (), rows.where)


def _needs(needs: tuple[Need, ...], field: str, table: str) -> Iterator[Uses]:
    for number, need in enumerate(needs):
        place: Location = ("parameters", field, number)
        yield Uses(place, table, tuple(filter(None, (need.column, *need.any_of))), need.met)
        if need.linked is not None:
            yield from _linked(need.linked, (*place, "linked"), table)


def _completeness(parameters: CompletenessParameters, table: str) -> Iterator[Uses]:
    yield from _needs(parameters.needs, "needs", table)


def _deadline(parameters: DeadlineParameters, table: str) -> Iterator[Uses]:
    yield _parameters([parameters.start], part="start", table=table)
    yield _parameters([parameters.end], part="end", table=table)
    if parameters.limit_by is not None:
        yield _parameters([parameters.limit_by.column], part="limit_by", table=table)
    if parameters.limit_in is not None:
        yield _parameters([parameters.limit_in.column], part="limit_in", table=table)


def _recency(parameters: RecencyParameters, table: str) -> Iterator[Uses]:
    yield _parameters([parameters.column], part="column", table=table)
    yield _parameters([parameters.name_column], part="name_column", table=table)


def _list(parameters: ListParameters, table: str) -> Iterator[Uses]:
    yield Uses(("parameters", "conditions"), table, (), parameters.conditions)
    if parameters.near_copies is not None:
        copies = parameters.near_copies
        yield _parameters([copies.column, *copies.within], part="near_copies", table=table)
    yield _parameters([order.column for order in parameters.order_by], part="order_by", table=table)


def _events(parameters: EventsParameters, table: str) -> Iterator[Uses]:
    step = parameters.every_in.column if parameters.every_in else None
    yield _parameters([parameters.start], part="start", table=table)
    yield _parameters([parameters.until], part="until", table=table)
    yield _parameters([step], part="every_in", table=table)
    yield _parameters(parameters.link.values(), part="link", table=table)
    yield _parameters(parameters.link, part="link", table=parameters.events)
    yield _parameters([parameters.at], part="at", table=parameters.events)
    yield _parameters(parameters.needs, part="needs", table=parameters.events)
    yield Uses(("parameters", "each"), parameters.events, (), parameters.each)
    if parameters.distinct_text is not None:
        yield _parameters([parameters.distinct_text.column], part="distinct_text", table=parameters.events)


def _calendar(parameters: CalendarParameters, table: str) -> Iterator[Uses]:
    yield _parameters([parameters.at], part="at", table=table)
    yield _parameters([parameters.group], part="group", table=table)
    if parameters.members is not None:
        yield from _linked(parameters.members, ("parameters", "members"), table)
        yield _parameters([parameters.members.column], part="members", table=parameters.members.table)


def _coverage(parameters: CoverageParameters, table: str) -> Iterator[Uses]:
    yield Uses(("parameters", "met"), table, (), parameters.met)
    if parameters.has is not None:
        yield from _linked(parameters.has, ("parameters", "has"), table)


def _link(parameters: LinkParameters, table: str) -> Iterator[Uses]:
    yield _parameters([parameters.column], part="column", table=table)
    yield _parameters([parameters.to], part="to", table=parameters.table)


def _permission(parameters: PermissionParameters, table: str) -> Iterator[Uses]:
    yield _parameters([parameters.column], part="column", table=table)
    yield from _needs(parameters.also_needs, "also_needs", table)
    if parameters.allowed_reasons is not None:
        yield _parameters([parameters.allowed_reasons.column], part="allowed_reasons", table=table)


_PARTS: Mapping[type, Callable[[Any, str], Iterator[Uses]]] = {
    CompletenessParameters: _completeness,
    DeadlineParameters: _deadline,
    RecencyParameters: _recency,
    ListParameters: _list,
    EventsParameters: _events,
    CalendarParameters: _calendar,
    CoverageParameters: _coverage,
    LinkParameters: _link,
    PermissionParameters: _permission,
}


def conditions_in(uses: Iterable[Uses]) -> Iterator[tuple[Location, str, Condition]]:
    """Yield each condition with its place and the table whose rows it tests."""
    for use in uses:
        for number, condition in enumerate(use.conditions):
            yield (*use.place, number), use.table, condition
