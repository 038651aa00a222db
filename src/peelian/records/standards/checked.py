"""What every kind of check is given and gives back, and the few steps that they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, reduce
from typing import Any, TypeAlias

import ibis
import pyarrow as pa

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.conditions import Conditions, columns_in
from peelian.catalogue.record_tables import RecordTable
from peelian.catalogue.standard_uses import paths_of
from peelian.catalogue.standards import Standard
from peelian.records.expressions import rows_where, with_referenced
from peelian.records.sent import NOTHING_UNSENT, Unsent
from peelian.records.standards.unjudged import REASON, cannot_be_judged, reason_column

Table: TypeAlias = Any
Column: TypeAlias = Any

FORCE, KEY, DETAIL = "force", "key", "detail"
PARTS_OF_A_KEY = " / "


@dataclass(frozen=True)
class Records:
    """The tables that are checked, on which day, and against which catalogue.

    `unsent` is what was not sent, and `without` are the forces that are left out of the check for it.
    """

    engine: Any
    tables: Mapping[str, Table]
    catalogue: Catalogue
    today: date
    unsent: Unsent = NOTHING_UNSENT
    without: tuple[str, ...] = ()

    @cached_property
    def forces(self) -> tuple[str, ...]:
        """Every force that has a row in any of the tables."""
        found: set[str] = set()
        for table in self.tables.values():
            if FORCE in table.columns:
                found |= set(self.engine.collect(table.select(FORCE).distinct())[FORCE].to_pylist())
        return tuple(sorted(force for force in found if force and force not in self.without))

    @property
    def schema(self) -> Mapping[str, RecordTable]:
        """What the catalogue says of the tables."""
        return self.catalogue.record_tables

    def table(self, name: str, paths: Iterable[str]) -> Table:
        """Return a table with the columns that are reached through references beside its own."""
        table = self.tables[name]
        if self.without:
            table = table.filter(table[FORCE].notin(self.without))
        return with_referenced(table, name, paths, self.tables, self.schema)

    def relevant(self, standard: Standard) -> Table:
        """Return the rows that a standard applies to and can judge, with all the columns that it reads."""
        rows = self.applied_to(standard)
        unjudged = cannot_be_judged(standard, self.schema[standard.table], rows)
        return rows if unjudged is None else rows.filter(~unjudged)

    def unjudged(self, standard: Standard) -> Table | None:
        """Return the rows that a standard applies to and cannot judge: force and reason. None: all can be judged."""
        rows, table = self.applied_to(standard), self.schema[standard.table]
        unjudged = cannot_be_judged(standard, table, rows)
        if unjudged is None:
            return None
        rows = rows.filter(unjudged)
        return rows.select(**{FORCE: rows[FORCE], REASON: reason_column(standard, table, rows)})

    def applied_to(self, standard: Standard) -> Table:
        """Return the rows that a standard applies to, whether it can judge them or not."""
        table = self.table(standard.table, paths_of(standard, standard.table))
        return rows_where(table, standard.where, self.today)

    def rows(self, name: str, conditions: Conditions = (), columns: Sequence[str] = ()) -> Table:
        """Return the rows of any table that meet conditions."""
        return rows_where(self.table(name, (*columns, *columns_in(conditions))), conditions, self.today)

    def key(self, table: Table, name: str) -> Column:
        """Return the key of a row of a table as text."""
        return text_of([table[column] for column in self.schema[name].key], PARTS_OF_A_KEY)


@dataclass(frozen=True)
class Checked:
    """What a check found: the rows it applies to, and the exceptions as force, key and detail.

    `counted` is what is relevant beside those rows, by force: things that were expected and are
    missing altogether. `words` are the words for a force where they are no plain count. Where `relevant`
    has the column `why_not_judged`, rows with a reason are those that cannot be judged; a check that keeps its
    rows gives them at once; for others they are looked for.
    """

    relevant: Table
    failed: Table
    counted: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def exceptions(rows: Table, key: Column, detail: Column) -> Table:
    """Return rows as exceptions."""
    return rows.select(**{FORCE: rows[FORCE], KEY: key, DETAIL: detail})


def text_of(columns: Sequence[Column], between: str) -> Column:
    """Return columns as one text."""
    texts = [column.cast("string").fill_null("") for column in columns]
    return reduce(lambda left, right: left + between + right, texts)


def listed(parts: Sequence[tuple[Column, str | Column]]) -> Column:
    """Return, as one text parted by commas, the words whose condition is met: the same for all rows, or a column."""
    pieces = [
        ibis.ifelse(met, ibis.literal(words) if isinstance(words, str) else words, ibis.null("string"))
        for met, words in parts
    ]
    return ibis.literal(", ").join(pieces)


def whole(column: Column) -> Column:
    """Return a number as the text of a whole number."""
    return column.cast("int64").cast("string")


def with_count(rows: Table, other: Table, link: Mapping[str, str], name: str) -> Table:
    """Return rows with the number of rows of another table that belong to each, in the same force."""
    counted = other.group_by([FORCE, *link]).aggregate(**{name: other.count()})
    renamed = {f"{name}_force": FORCE, **{f"{name}_{place}": theirs for place, theirs in enumerate(link)}}
    counted = counted.rename(renamed)
    same = [rows[FORCE] == counted[f"{name}_force"]]
    same += [rows[own] == counted[f"{name}_{place}"] for place, own in enumerate(link.values())]
    joined = rows.left_join(counted, same).drop(*renamed)
    return joined.mutate(**{name: joined[name].fill_null(0)})


def absent(records: Records, present: Table, names: Sequence[str]) -> tuple[Table, dict[str, int]]:
    """Return what forces lack of a list, as force and name, and how many each lacks.

    `present` holds the columns force and name. Forces and names are few, so that this is
    worked out here.
    """
    found = records.engine.collect(present.select(FORCE, "name").distinct())
    seen = set(zip(found[FORCE].to_pylist(), found["name"].to_pylist(), strict=True))
    lacking = [(force, name) for force in records.forces for name in names if (force, name) not in seen]
    counts = {force: sum(1 for each, _ in lacking if each == force) for force in records.forces}
    columns = {FORCE: [force for force, _ in lacking], "name": [name for _, name in lacking]}
    schema = pa.schema([(FORCE, pa.string()), ("name", pa.string())])
    return ibis.memtable(pa.table(columns, schema=schema)), {k: n for k, n in counts.items() if n}
