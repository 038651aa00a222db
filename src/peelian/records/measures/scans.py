"""Measures of one table and one grouping share one pass over the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal, cast

from peelian.catalogue.conditions import columns_in
from peelian.catalogue.measures import Base, Link, Measure
from peelian.records.expressions import rows_where, with_referenced
from peelian.records.measures.exclusions import taking_groups, without_excluded
from peelian.records.measures.parts import LINKED, VALUE, Rows, fraction_of, kept_rows, parts_of
from peelian.records.measures.scope import (
    Days,
    Schema,
    days_of,
    group_key,
    is_part_of_date,
    orders_of,
    period_column,
    within_days,
)
from peelian.records.sent import columns_on

MOST_ORDERED = 4
"""How many percentiles share a pass: an engine holds every value of each in memory."""
KEY = "key"
ORDERED = ("percentile", "median")
TWO_STEPS = ("spread", "repeats")
"""Kinds that look at the groups of a column first and at what these came to afterwards."""
UNFILTERED = ("count", "total", "rate", "change")
"""Kinds that look at rows outside their base: for another period, or to tell none from no records."""
Tables = Mapping[str, Any]
Role = Literal["main", "base", "spread"]


@dataclass(frozen=True)
class Piece:
    """One measure's part in a pass: its own table, or the table on which its rate is formed."""

    measure: Measure
    role: Role
    keys: tuple[str, ...]

    @property
    def table(self) -> str:
        per = self.measure.per
        return per.table if self.role == "base" and per and per.table else self.measure.table

    @property
    def name(self) -> str:
        """The name under which what this piece found is kept."""
        return f"{self.measure.identifier}:{self.role}"


@dataclass(frozen=True)
class Scan:
    """Pieces that one pass over a table answers."""

    table: str
    keys: tuple[str, ...]
    pieces: tuple[Piece, ...]


def pieces_of(measure: Measure, by: tuple[str, ...]) -> Iterator[Piece]:
    """Yield what has to be worked out for a measure under a grouping."""
    if measure.kind in TWO_STEPS:
        yield Piece(measure, "spread", by)
        return
    yield Piece(measure, "main", (*by, *measure.splits))
    if measure.per is not None and measure.per.table is not None:
        yield Piece(measure, "base", by)


def scans_of(pieces: Iterable[Piece]) -> list[Scan]:
    """Put pieces together that read the same rows the same way."""
    groups: dict[tuple[Any, ...], list[Piece]] = defaultdict(list)
    for piece in pieces:
        groups[_likeness(piece)].append(piece)
    return [
        Scan(group[0].table, group[0].keys, tuple(part))
        for group in groups.values()
        for part in _portions(group)
    ]


def _likeness(piece: Piece) -> tuple[Any, ...]:
    """What pieces of one pass have in common; joins and bands keep a measure apart."""
    measure = piece.measure
    alone = piece.role == "spread" or (measure.linked is not None and piece.role == "main")
    banded = tuple(band for band in measure.bands if band.name in piece.keys)
    dating = measure.period_column if set(piece.keys) - {"force"} else None
    joins = tuple(sorted({path.split(".")[0] for path in paths_of(piece) if "." in path}))
    own = measure.identifier if alone else ""
    return piece.table, piece.keys, own, repr(banded), dating, joins


def _portions(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Part a group where too many percentiles would stand in memory at once."""
    ordered = [piece for piece in pieces if piece.measure.kind in ORDERED]
    other = [piece for piece in pieces if piece.measure.kind not in ORDERED]
    if other or ordered:
        yield other + ordered[:MOST_ORDERED]
    for start in range(MOST_ORDERED, len(ordered), MOST_ORDERED):
        yield ordered[start : start + MOST_ORDERED]


def paths_of(piece: Piece) -> list[str]:
    """Return every column, also of other tables by reference, that a piece reads."""
    measure = piece.measure
    if piece.role == "base" and measure.per is not None:
        return [*columns_in(measure.per.where), *([measure.per.sum] if measure.per.sum else [])]
    conditions = (*measure.where, *measure.counted, *(c for each in measure.exclusions for c in each.where))
    single = (measure.distinct, measure.weigh, measure.part, measure.whole, measure.whole_bound, measure.over)
    values = [*(measure.value.columns if measure.value else ())]
    values += [name for band in measure.bands if band.name in piece.keys for name in band.value.columns]
    per = [measure.per.sum, measure.per.distinct] if measure.per and not measure.per.table else []
    target = [measure.target.column, measure.target.in_column] if measure.target else []
    held = [measure.held.start, measure.held.end] if measure.held else []
    named = [each for each in (*single, *per, *target, *held, measure.split_by) if each]
    linked = list(measure.linked.columns.values()) if measure.linked else []
    return [*columns_in(conditions), *values, *named, *linked]


def needs_of(measure: Measure, by: tuple[str, ...], schema: Schema) -> list[tuple[str, str]]:
    """Return the tables and columns without which a measure cannot be worked out under a grouping."""
    needs: list[tuple[str, str]] = []
    for piece in pieces_of(measure, by):
        own = base_measure(measure) if piece.role == "base" else measure
        dating = period_column(own, schema)
        columns = schema[piece.table].column_names
        keys = [name for name in piece.keys if name in columns and not is_part_of_date(name, own, schema)]
        for path in (*paths_of(piece), *keys, *([dating] if dating else ())):
            needs += columns_on(path, piece.table, schema)
    link = measure.linked
    if link is not None:
        for path in (*link.columns, *columns_in(link.where)):
            needs += columns_on(path, link.table, schema)
    return list(dict.fromkeys(needs))


def scan_expression(scan: Scan, tables: Tables, schema: Schema, asked: Days) -> Any:
    """Return the one aggregate that answers all pieces of a scan; its parts are named by number."""
    table = _prepared(scan, tables, schema, asked)
    datings = {_dating(piece, schema, asked) for piece in scan.pieces}
    dating = datings.pop() if len(datings) == 1 else None
    if dating is not None:
        table = table.filter(within_days(table[dating[0]], dating[1]))
    single_step = scan.pieces[0].role != "spread"
    choose = partial(_rows, dated=dating is None, whole_groups=single_step)
    table, rows = _narrowed(scan, table, [choose(piece, table, schema, asked) for piece in scan.pieces])
    if not single_step:
        return _repeats(scan, rows[0]) if rows[0].measure.kind == "repeats" else _spread(scan, rows[0])
    days = Days(min(each.days.first for each in rows), max(each.days.last for each in rows))
    whole = replace(rows[0], days=days)
    keys = {f"{KEY}{number}": _key(table, name, whole) for number, name in enumerate(scan.keys)}
    parts = {
        f"p{number}_{name}": part
        for number, piece in enumerate(scan.pieces)
        for name, part in _parts(piece, rows[number]).items()
    }
    together = _together(scan, rows)
    for name, numbers in together.items():
        parts[name] = _percentiles(rows, numbers)
        for number in numbers:
            del parts[f"p{number}_{VALUE}"]
    found = table.group_by(**keys).aggregate(**parts)
    single = {
        f"p{number}_{VALUE}": found[name][place]
        for name, numbers in together.items()
        for place, number in enumerate(numbers)
    }
    found = found.mutate(**single).drop(*together) if together else found
    return without_excluded(found, scan.keys, list(keys), rows)


def _together(scan: Scan, rows: list[Rows]) -> dict[str, list[int]]:
    """Percentiles of the same values of the same rows, which an engine finds in one go."""
    likes: dict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(scan.pieces):
        if piece.measure.kind in ORDERED:
            likes[
                repr((piece.measure.value, rows[number].orders)) + _scope_words(piece, rows[number])
            ].append(number)
    several = [numbers for numbers in likes.values() if len(numbers) > 1]
    return {f"percentiles{place}": numbers for place, numbers in enumerate(several)}


def _percentiles(rows: list[Rows], numbers: list[int]) -> Any:
    first = rows[numbers[0]]
    fractions = [fraction_of(rows[number].measure) for number in numbers]
    return first.judged_value().cast("float64").quantile(fractions, where=first.kept)


def _dating(piece: Piece, schema: Schema, asked: Days) -> tuple[str, Days] | None:
    """The column and the days by which a piece chooses rows; None where it looks beyond one period."""
    measure = base_measure(piece.measure) if piece.role == "base" else piece.measure
    column = period_column(measure, schema)
    return None if column is None or measure.kind == "change" else (column, days_of(measure, asked))


def scan_rows(scan: Scan, tables: Tables, schema: Schema, asked: Days) -> Rows:
    """Return the rows of the first piece of a scan, for what needs more than aggregates."""
    return _rows(scan.pieces[0], _prepared(scan, tables, schema, asked), schema, asked, dated=True)


def _prepared(scan: Scan, tables: Tables, schema: Schema, asked: Days) -> Any:
    """The table with what its pieces reach through references and links."""
    paths = dict.fromkeys(path for piece in scan.pieces for path in paths_of(piece))
    table = with_referenced(tables[scan.table], scan.table, paths, tables, schema)
    piece = scan.pieces[0]
    if piece.measure.linked is not None and piece.role != "base":
        table = _linked(table, piece.measure.linked, tables, schema, asked)
    return table


def _linked(table: Any, link: Link, tables: Tables, schema: Schema, asked: Days) -> Any:
    """Say of each row whether the other table has a row for it."""
    import ibis

    paths = tuple(columns_in(link.where))
    other = with_referenced(tables[link.table], link.table, paths, tables, schema)
    other = rows_where(other, link.where, asked.last)
    names = {f"linked_{number}": theirs for number, theirs in enumerate(link.columns)}
    found = other.select(**{name: other[theirs] for name, theirs in names.items()}).distinct()
    found = found.mutate(**{LINKED: ibis.literal(True)})
    same = [table[ours] == found[f"linked_{number}"] for number, ours in enumerate(link.columns.values())]
    return table.left_join(found, same).drop(*names)


def _rows(
    piece: Piece, table: Any, schema: Schema, asked: Days, *, dated: bool, whole_groups: bool = False
) -> Rows:
    measure = base_measure(piece.measure) if piece.role == "base" else piece.measure
    grouped = taking_groups(measure, piece.keys) if whole_groups else (False,) * len(measure.exclusions)
    days = days_of(measure, asked)
    kept = kept_rows(table, measure, schema, days, dated=dated, grouped=grouped)
    orders = orders_of(measure, schema)
    return Rows(table, measure, schema, days, kept, dated, len(piece.keys) > 1, grouped, orders)


def base_measure(measure: Measure) -> Measure:
    """Return the base of a rate that stands in another table, as a count or a sum of its own."""
    per = cast(Base, measure.per)
    return Measure.model_construct(
        **{
            **{name: field.get_default() for name, field in Measure.model_fields.items()},
            "identifier": f"{measure.identifier}.base",
            "table": per.table,
            "kind": "count",
            "where": per.where,
            "weigh": per.sum,
            "window": measure.window,
            "held": per.held,
        }
    )


def _parts(piece: Piece, rows: Rows) -> dict[str, Any]:
    if piece.role == "base" and rows.measure.weigh is not None:
        return {"numerator": rows.total(rows.table[rows.measure.weigh])}
    return parts_of(rows)


def _narrowed(scan: Scan, table: Any, rows: list[Rows]) -> tuple[Any, list[Rows]]:
    """Filter once where all pieces keep the same rows, rather than test each row for each piece."""
    likes = {_scope_words(piece, each) for piece, each in zip(scan.pieces, rows, strict=True)}
    whole = not all(rows[0].grouped) or any(piece.measure.kind in UNFILTERED for piece in scan.pieces)
    if len(likes) > 1 or whole or rows[0].kept is None:
        return table, rows
    kept = table.filter(rows[0].kept)
    return kept, [replace(each, table=kept, kept=None) for each in rows]


def _scope_words(piece: Piece, rows: Rows) -> str:
    measure = rows.measure
    dating = period_column(measure, rows.schema)
    return repr(
        (measure.where, measure.exclusions, measure.held, rows.days, dating, measure.kind == "change")
    )


def _key(table: Any, name: str, rows: Rows) -> Any:
    return group_key(table, name, rows.measure, rows.schema, rows.days)


def _repeats(scan: Scan, rows: Rows) -> Any:
    """How many values of a column occur so many times, and how many occur at all."""
    keys, groups = _groups(scan, rows)
    return groups.group_by(keys).aggregate(
        p0_numerator=groups.count(where=groups["numerator"] >= rows.measure.times),
        p0_denominator=groups.count(),
    )


def _groups(scan: Scan, rows: Rows) -> tuple[list[str], Any]:
    """The first step: what is found for each value of the column, values that are blank left out."""
    known = rows.table[rows.measure.over].notnull()
    table = rows.table.filter(known if rows.judged is None else rows.judged & known)
    first = replace(rows, table=table, kept=None, orders=())
    keys = {f"{KEY}{number}": _key(table, name, first) for number, name in enumerate(scan.keys)}
    found = table.group_by(**keys, over=table[rows.measure.over]).aggregate(**parts_of(first))
    return list(keys), found


def _spread(scan: Scan, rows: Rows) -> Any:
    """The lowest and the highest value of the groups that a measure of spread looks at."""
    measure = rows.measure
    keys, groups = _groups(scan, rows)
    value = (
        groups["numerator"] * 1.0 / groups["denominator"] if measure.counted else groups["denominator"] * 1.0
    )
    return groups.group_by(keys).aggregate(
        p0_lowest=value.min(),
        p0_highest=value.max(),
        p0_groups=groups.count(),
        p0_numerator=groups["numerator"].sum(),
        p0_denominator=groups["denominator"].sum(),
    )
