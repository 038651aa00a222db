"""The ten kinds of check in plain Python, row by row, against which the engines are held."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from peelian.catalogue import Catalogue
from peelian.catalogue.standards import EventsStandard, RateStandard, Standard, StandardExample
from tests.conformance.reference_rows import Row, World, london_day, moment, months_later

Found = tuple[int, list[tuple[str, str]]]
"""How much is relevant, and the force and key of each exception."""
Judged = tuple[int, list[tuple[str, str]], int]
"""The same, with how many rows could not be judged."""


def reference_result(standard: Standard, example: StandardExample, catalogue: Catalogue) -> Judged:
    """Check a standard on an example; the kind rate has its reference with the measures."""
    assert not isinstance(standard, RateStandard)
    world = World(example.records, catalogue.record_tables, example.today)
    rows = [row for row in world.rows(standard.table) if world.meets(standard.table, row, standard.where)]
    kind = "events" if isinstance(standard, EventsStandard) else standard.kind
    judged = [row for row in rows if not _cannot_be_judged(standard, row, world)]
    relevant, failed = KINDS[kind](standard, judged, world, catalogue)
    return relevant, sorted(failed), len(rows) - len(judged)


def _cannot_be_judged(standard: Any, row: Row, world: World) -> bool:
    """Whether something without which no clock runs is blank, or an end lies before its beginning."""
    named, table = standard.parameters, standard.table
    asked: list[str] = []
    if standard.kind == "deadline":
        asked = [named.start, *(each.column for each in (named.limit_in, named.limit_by) if each)]
    elif isinstance(standard, EventsStandard):
        step = named.every_in
        if step is not None and (world.value(table, row, step.column) or 0) <= 0:
            return True
        asked = [named.start]
    elif standard.kind == "cadence":
        asked = [named.at, named.group]
    if any(world.blank(table, row, path) for path in asked):
        return True
    pairs = _pairs(standard, world)
    return any(_before(world.value(table, row, later), row[first], days) for later, first, days in pairs)


def _pairs(standard: Any, world: World) -> list[tuple[str, str, bool]]:
    """Columns that a standard judges by, each with the one that comes first, and whether only days count."""
    if standard.kind == "list":
        return []
    named = standard.parameters
    columns = {column.name: column for column in world.schema[standard.table].columns}
    read = {str(value) for value in named.model_dump(exclude={"has", "members"}).values()}
    read |= {condition.column for condition in getattr(named, "met", ())}
    for need in (*getattr(named, "needs", ()), *getattr(named, "also_needs", ())):
        if not isinstance(need, str):
            read |= {need.column, *need.any_of, *(condition.column for condition in need.met)}
    judged = read & set(columns)
    pairs = [(name, str(columns[name].not_before), False) for name in judged if columns[name].not_before]
    if standard.kind == "deadline" and named.end is not None and not columns[named.start].ahead:
        by_day = named.unit in ("calendar_days", "working_days", "months")
        pairs = [(named.end, named.start, by_day), *(pair for pair in pairs if pair[0] != named.end)]
    return pairs


def _before(later: Any, first: Any, days: bool) -> bool:
    if later is None or first is None:
        return False
    if days or not isinstance(later, datetime) or not isinstance(first, datetime):
        later, first = london_day(later), london_day(first)
    return bool(later < first)


def _failing(standard: Any, rows: list[Row], world: World, fails: Callable[[Row], bool]) -> Found:
    keys = [(row["force"], world.key(standard.table, row)) for row in rows if fails(row)]
    return len(rows), keys


def _linked(world: World, table: str, row: Row, linked: Any) -> list[Row]:
    return [
        other
        for other in world.rows(linked.table)
        if other["force"] == row["force"]
        and all(
            world.value(table, row, own) is not None and other[theirs] == world.value(table, row, own)
            for theirs, own in linked.link.items()
        )
        and world.meets(linked.table, other, linked.where)
    ]


def _enough(world: World, table: str, row: Row, linked: Any) -> bool:
    count = len(_linked(world, table, row, linked))
    return count >= linked.at_least and (linked.at_most is None or count <= linked.at_most)


def _lacks(world: World, table: str, row: Row, need: Any) -> bool:
    if need.linked is not None:
        return not _enough(world, table, row, need.linked)
    if need.met:
        return not world.meets(table, row, need.met)
    return all(world.blank(table, row, path) for path in ([need.column] if need.column else need.any_of))


def _score(standard: Any, rows: list[Row], world: World, catalogue: Catalogue) -> Found:
    named = standard.parameters
    question = catalogue.instruments[named.instrument].question(named.question)
    asked = [
        row
        for row in rows
        if (row["instrument"], row["question"]) == (named.instrument, named.question)
        and row["answer"] not in (None, "not-relevant")
    ]
    return _failing(standard, asked, world, lambda row: row["answer"] not in question.answers_that_meet)


def _completeness(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    needs = standard.parameters.needs
    return _failing(
        standard, rows, world, lambda row: any(_lacks(world, standard.table, row, need) for need in needs)
    )


def _deadline(standard: Any, rows: list[Row], world: World, catalogue: Catalogue) -> Found:
    named, table = standard.parameters, standard.table

    def limit(row: Row) -> int | None:
        if named.limit_in is not None:
            found = world.value(table, row, named.limit_in.column)
            return None if found is None else int(found)
        if named.limit_by is not None:
            chosen = named.limit_by.limits.get(world.value(table, row, named.limit_by.column))
            return None if chosen is None else int(chosen.length)
        return int(named.limit.length)

    def late(row: Row) -> bool:
        start = world.value(table, row, named.start)
        end = world.value(table, row, named.end) if named.end else None
        if end is None and named.unfinished == "open":
            return False
        length = limit(row) or 0
        end = world.today if end is None else end
        if isinstance(start, datetime) and named.unit in ("minutes", "hours", "days"):
            return moment(end) > start + timedelta(**{named.unit: length})
        first, last = london_day(start), london_day(end)
        assert first is not None
        assert last is not None
        return last > _due(first, named.unit, length, catalogue.holidays)

    timed = [
        row for row in rows if world.value(table, row, named.start) is not None and limit(row) is not None
    ]
    return _failing(standard, timed, world, late)


def _due(first: date, unit: str, length: int, holidays: Any) -> date:
    if unit == "months":
        return months_later(first, length)
    if unit != "working_days":
        return first + timedelta(days=length)
    day = first
    while length:
        day += timedelta(days=1)
        length -= day.weekday() < 5 and day not in holidays
    return day


def _recency(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table
    newest: dict[tuple[str, str], date | None] = {}
    for row in rows:
        name = world.key(table, row)
        if named.name_column is not None:
            if world.blank(table, row, named.name_column):
                continue
            name = row[named.name_column]
        day, known = london_day(world.value(table, row, named.column)), newest.get((row["force"], name))
        newest[row["force"], name] = max((each for each in (day, known) if each is not None), default=None)
    gaps = _absent(set(newest), named.expected_list, world)
    old = [
        key
        for key, day in newest.items()
        if day is None or world.today > _due(day, named.limit.unit, named.limit.length, ())
    ]
    return len(newest) + len(gaps), old + gaps


def _absent(present: set[tuple[str, str]], names: Any, world: World) -> list[tuple[str, str]]:
    forces = sorted({row["force"] for rows in world.tables.values() for row in rows})
    return [(force, name) for force in forces for name in names if (force, name) not in present]


def _list(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table
    listed = [row for row in rows if world.meets(table, row, named.conditions)]
    if named.near_copies is None:
        return len(rows), _failing(standard, listed, world, lambda row: True)[1]
    copies = named.near_copies

    def copied(row: Row) -> bool:
        return any(
            other is not row
            and all(other[name] == row[name] and row[name] is not None for name in ("force", *copies.within))
            and likeness(row[copies.column], other[copies.column]) >= copies.similarity_at_least
            for other in listed
        )

    return len(rows), _failing(standard, listed, world, copied)[1]


def likeness(left: str | None, right: str | None) -> float:
    """1 less the share of letters to change, after case, punctuation and spacing are set aside."""
    one, two = (re.sub("[^a-z0-9]+", " ", (text or "").lower()).strip() for text in (left, right))
    if not one or not two:
        return 0.0
    before = list(range(len(two) + 1))
    for place, letter in enumerate(one, start=1):
        now = [place]
        for column, other in enumerate(two, start=1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != other)))
        before = now
    return 1 - before[-1] / max(len(one), len(two))


def _events(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table
    waited = [row for row in rows if windows(standard, row, world)]

    def short(row: Row) -> bool:
        start = moment(world.value(table, row, named.start))
        times = [moment(event[named.at]) for event in counted(standard, row, world)]
        begins = start
        for due in windows(standard, row, world):
            first_window = begins == start
            if not any((begins <= t if first_window else begins < t) and t <= due for t in times):
                return True
            begins = due
        return False

    return _failing(standard, waited, world, short)


def windows(standard: Any, row: Row, world: World) -> list[datetime]:
    """The moments at which something was due, before the row ended."""
    named, table = standard.parameters, standard.table
    start = world.value(table, row, named.start)
    step = (
        world.value(table, row, named.every_in.column) if named.every_in is not None else named.every.length
    )
    if start is None or not step:
        return []
    unit = named.every_in.unit if named.every_in is not None else named.every.unit
    every = timedelta(**{"days" if unit == "calendar_days" else unit: step})
    first = timedelta(**{named.first.unit: named.first.length}) if named.first else every
    until = world.value(table, row, named.until) if named.until else None
    end, due = moment(until or world.today), moment(start) + first
    found = []
    while due < end:
        found.append(due)
        due += every
    return found


def counted(standard: Any, row: Row, world: World) -> list[Row]:
    """The events of a row that count, the earliest first."""
    named, table = standard.parameters, standard.table
    own = [
        event
        for event in world.rows(named.events)
        if event["force"] == row["force"]
        and all(event[theirs] == world.value(table, row, mine) for theirs, mine in named.link.items())
        and event[named.at] is not None
        and moment(event[named.at]) >= moment(world.value(table, row, named.start))
        and world.meets(named.events, event, named.each)
        and not any(world.blank(named.events, event, name) for name in named.needs)
    ]
    own.sort(key=lambda event: (event[named.at], world.key(named.events, event)))
    if named.distinct_text is None:
        return own
    column, below = named.distinct_text.column, named.distinct_text.similarity_below
    return [
        event
        for place, event in enumerate(own)
        if (event[column] or "").strip()
        and not any(likeness(event[column], earlier[column]) >= below for earlier in own[:place])
    ]


def _dates(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table
    dated = [
        (row["force"], row[named.group], london_day(world.value(table, row, named.at)), row)
        for row in rows
        if world.value(table, row, named.at) is not None and not world.blank(table, row, named.group)
    ]
    failed = _absent({(force, group) for force, group, _, _ in dated}, named.expected_list, world)
    counted_rows = len(dated) + len(failed)
    for force, group in sorted({(force, group) for force, group, _, _ in dated}):
        days = sorted({day for f, g, day, _ in dated if (f, g) == (force, group) and day is not None})
        for day, following in zip(days, [*days[1:], world.today], strict=True):
            if named.every is not None and following > _due(day, named.every.unit, named.every.length, ()):
                failed.append((force, f"{group} after {day}"))
    for force, _, _, row in dated if named.members is not None else []:
        there = _linked(world, table, row, named.members)
        key = world.key(table, row)
        kinds = {other[named.members.column] for other in there} if named.members.column else set()
        failed += [(force, f"{key}: {kind}") for kind in named.members.expected if kind not in kinds]
        if named.members.at_least is not None and len(there) < named.members.at_least:
            failed.append((force, key))
    return counted_rows, failed


def _coverage(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table

    def lacking(row: Row) -> bool:
        if named.has is not None:
            return not _enough(world, table, row, named.has)
        return not world.meets(table, row, named.met)

    return _failing(standard, rows, world, lacking)


def _link(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table
    target = named.to or world.schema[named.table].key[0]
    asked = [row for row in rows if named.required or not world.blank(table, row, named.column)]

    def broken(row: Row) -> bool:
        value = world.value(table, row, named.column)
        return not any(
            other["force"] == row["force"] and other[target] == value and value is not None
            for other in world.rows(named.table)
        )

    return _failing(standard, asked, world, broken)


def _permission(standard: Any, rows: list[Row], world: World, _: Catalogue) -> Found:
    named, table = standard.parameters, standard.table

    def refused(row: Row) -> bool:
        reasons = named.allowed_reasons
        return (
            (named.column is not None and world.value(table, row, named.column) not in named.allowed)
            or any(_lacks(world, table, row, need) for need in named.also_needs)
            or (reasons is not None and world.value(table, row, reasons.column) not in reasons.one_of)
        )

    return _failing(standard, rows, world, refused)


KINDS: Mapping[str, Callable[[Any, list[Row], World, Catalogue], Found]] = {
    "score": _score,
    "completeness": _completeness,
    "deadline": _deadline,
    "recency": _recency,
    "list": _list,
    "events": _events,
    "cadence": _dates,
    "coverage": _coverage,
    "link": _link,
    "permission": _permission,
}
