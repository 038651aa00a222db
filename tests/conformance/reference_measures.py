"""Measures in plain Python: row by row, written apart from the engines."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import fmean, median
from typing import Any

from peelian.catalogue.measures import Band, Measure, MeasureExample
from peelian.catalogue.record_tables import RecordTable
from peelian.records.planted import repeated
from tests.conformance.reference_rows import Row, World, apart, london_clock, london_day, moment, months_later

Group = tuple[str, ...]
Values = dict[Group, float]


def reference_values(measure: Measure, example: MeasureExample, schema: dict[str, RecordTable]) -> Values:
    """The value of each group that has one."""
    return Reference(measure, example, schema).values()


class Reference:
    """One measure over one example."""

    def __init__(self, measure: Measure, example: MeasureExample, schema: dict[str, RecordTable]) -> None:
        self.measure, self.example, self.schema = measure, example, schema
        rows = {name: list(repeated(planted)) for name, planted in example.records.items()}
        self.world = World(rows, schema, example.last_day)
        self.first, self.last = example.first_day, example.last_day
        if measure.window:
            self.first = months_later(self.last + timedelta(days=1), -measure.window)

    def values(self) -> Values:
        kind = self.measure.kind
        groups = self.grouped(self.base_rows(self.first, self.last))
        if kind == "split":
            return self.split()
        if kind == "ratio":
            return self.ratios()
        if kind in ("count", "total", "rate"):
            groups = {group: groups.get(group, []) for group in self.present() | set(groups)}
        found = {group: self.value(group, rows) for group, rows in groups.items()}
        return {group: value for group, value in found.items() if value is not None}

    def value(self, group: Group, rows: list[Row]) -> float | None:
        return getattr(self, f"_{self.measure.kind.replace('-', '_')}")(group, rows)

    def base_rows(self, first: date, last: date) -> list[Row]:
        return [
            row
            for row in self.world.rows(self.measure.table)
            if self.in_period(row, first, last)
            and self.world.meets(self.measure.table, row, self.measure.where)
            and not any(
                self.world.meets(self.measure.table, row, each.where) for each in self.measure.exclusions
            )
            and not self.out_of_order(row)
        ]

    def out_of_order(self, row: Row) -> bool:
        """Whether an end by which the row would be judged lies before its beginning."""
        columns = {each.name: each for each in self.schema[self.measure.table].columns}
        spans = [getattr(self.measure.value, unit, None) for unit in ("seconds", "minutes", "hours", "days")]
        pairs = [(start, end) for start, end in filter(None, spans) if end != "today"]
        tested = {str(condition.column) for condition in self.measure.counted} & set(columns)
        pairs += [(str(columns[name].not_before), name) for name in tested if columns[name].not_before]
        return any(row[start] and row[end] and moment(row[end]) < moment(row[start]) for start, end in pairs)

    def in_period(self, row: Row, first: date, last: date) -> bool:
        held = self.measure.held
        if held is not None:
            begun = held.start is None or (
                row[held.start] is not None and london_day(row[held.start]) <= last
            )
            return begun and (held.end is None or row[held.end] is None or london_day(row[held.end]) > last)
        name = self.measure.period_column or self.schema[self.measure.table].period_column
        if name is None:
            return True
        seen = london_day(row[name])
        return seen is not None and first <= seen <= last

    def present(self) -> set[Group]:
        """Forces with any row of the period, where no breakdown is asked for and nothing is excluded."""
        if self.example.by != ("force",):
            return set()
        rows = [
            row for row in self.world.rows(self.measure.table) if self.in_period(row, self.first, self.last)
        ]
        out = [
            row["force"]
            for row in rows
            if any(self.world.meets(self.measure.table, row, each.where) for each in self.measure.exclusions)
        ]
        return {(row["force"],) for row in rows if row["force"] not in out}

    def grouped(self, rows: list[Row], *more: str) -> dict[Group, list[Row]]:
        groups: dict[Group, list[Row]] = defaultdict(list)
        for row in rows:
            groups[tuple(self.key(row, name) for name in (*self.example.by, *more))].append(row)
        return dict(groups)

    def key(self, row: Row, name: str) -> str:
        band = self.measure.band(name)
        if band is not None:
            return self.band(band, row)
        forms = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "hour": "%H"}
        if name not in forms:
            seen = row[name]
            return (
                "not recorded" if seen is None else str(seen).lower() if isinstance(seen, bool) else str(seen)
            )
        dated = row[str(self.measure.period_column or self.schema[self.measure.table].period_column)]
        dated = london_clock(dated) if isinstance(dated, datetime) else dated
        return dated.strftime(forms[name])

    def band(self, band: Band, row: Row) -> str:
        value = self.number(row, band.value)
        if value is None:
            return "not recorded"
        edges = band.edges
        below = [edge for edge in edges if value >= edge]
        if not below:
            return f"under {edges[0]}"
        above = [edge for edge in edges if value < edge]
        return f"{below[-1]} to under {above[0]}" if above else f"{edges[-1]} and over"

    def number(self, row: Row, value: Any) -> float | None:
        if value.column is not None:
            return None if row[value.column] is None else float(row[value.column])
        if value.difference is not None:
            first, second = (row[name] for name in value.difference)
            return None if first is None or second is None else first - second
        unit = next(name for name in ("seconds", "minutes", "hours", "days") if getattr(value, name))
        start, end = (self.last if name == "today" else row[name] for name in getattr(value, unit))
        if start is None or end is None:
            return None
        length = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}[unit]
        return apart(start, end).total_seconds() / length

    def known(self, rows: list[Row]) -> list[float]:
        numbers = [self.number(row, self.measure.value) for row in rows]
        return [number for number in numbers if number is not None]

    def counts(self, row: Row) -> bool:
        if not self.world.meets(self.measure.table, row, self.measure.counted):
            return False
        link = self.measure.linked
        if link is None:
            return True
        return any(
            all(
                other[theirs] is not None and other[theirs] == row[ours]
                for theirs, ours in link.columns.items()
            )
            and self.world.meets(link.table, other, link.where)
            for other in self.world.rows(link.table)
        )

    def size(self, rows: list[Row]) -> float:
        if self.measure.weigh:
            return sum(float(row[self.measure.weigh] or 0) for row in rows)
        return len({row[self.measure.distinct] for row in rows}) if self.measure.distinct else len(rows)

    def _count(self, _: Group, rows: list[Row]) -> float:
        return self.size([row for row in rows if self.counts(row)])

    def _total(self, _: Group, rows: list[Row]) -> float:
        return sum(self.known(rows))

    def _rate(self, group: Group, rows: list[Row]) -> float | None:
        per = self.measure.per
        assert per is not None
        number = sum(self.known(rows)) if self.measure.value else self._count(group, rows)
        base: float | None
        if per.population:
            base = self.population(group[0])
        elif per.sum:
            base = sum(row[per.sum] or 0 for row in rows)
        elif per.distinct:
            base = len({row[per.distinct] for row in rows} - {None})
        else:
            base = self.other_base(group[0])
        return number * per.factor / base if base else None

    def other_base(self, force: str) -> int:
        per = self.measure.per
        assert per is not None
        assert per.table is not None
        other = self.measure.model_copy(
            update={"table": per.table, "where": per.where, "held": per.held, "period_column": None}
        )
        rows = Reference(other, self.example, self.schema).base_rows(self.first, self.last)
        return sum(row["force"] == force for row in rows)

    def population(self, *group: str) -> int | None:
        for row in self.example.populations:
            if (row["force"], *([row["group"]] if "group" in row else [])) == group:
                return int(row["population"])
        return None

    def _share(self, _: Group, rows: list[Row]) -> float | None:
        if self.measure.part and self.measure.whole:
            part = sum(float(row[self.measure.part] or 0) for row in rows)
            whole = sum(float(row[self.measure.whole] or 0) for row in rows)
            return part / whole if whole else None
        base = self.size(rows)
        if not base or base < self.measure.small_base:
            return None
        return self.size([row for row in rows if self.counts(row)]) / base

    def _within_target(self, _: Group, rows: list[Row]) -> float | None:
        pairs = [(self.number(row, self.measure.value), self.limit(row)) for row in rows]
        known = [(value, limit) for value, limit in pairs if value is not None and limit is not None]
        if len(known) < max(self.measure.small_base, 1):
            return None
        return sum(value <= limit for value, limit in known) / len(known)

    def limit(self, row: Row) -> float | None:
        target = self.measure.target
        assert target is not None
        if target.at_most is not None:
            return float(target.at_most)
        if target.in_column:
            return row[target.in_column]
        limit = target.limits.get(row[str(target.column)])
        return None if limit is None else float(limit)

    def _mean(self, _: Group, rows: list[Row]) -> float | None:
        known = self.known(rows)
        return fmean(known) if known else None

    def _median(self, _: Group, rows: list[Row]) -> float | None:
        known = self.known(rows)
        return median(known) if known else None

    def _percentile(self, _: Group, rows: list[Row]) -> float | None:
        known = sorted(self.known(rows))
        if not known:
            return None
        place = float(self.measure.percentile or 0) * (len(known) - 1)
        low, high = known[math.floor(place)], known[math.ceil(place)]
        return low + (high - low) * (place - math.floor(place))

    def _change(self, group: Group, rows: list[Row]) -> float | None:
        months = -int(self.measure.earlier or 0)
        after = months_later(self.last + timedelta(days=1), months)
        earlier = self.base_rows(months_later(self.first, months), after - timedelta(days=1))
        before = self.grouped(earlier).get(group, [])
        if self.measure.value:
            new, old = sum(self.known(rows)), sum(self.known(before))
        else:
            new, old = self._count(group, rows), self._count(group, before)
        return (new - old) / old if old else None

    def _attainment(self, _: Group, rows: list[Row]) -> float | None:
        if not self.measure.part or not self.measure.whole:
            return sum(self.counts(row) for row in rows) / len(rows)
        both = [
            row for row in rows if row[self.measure.part] is not None and row[self.measure.whole] is not None
        ]
        target = sum(float(row[self.measure.whole]) for row in both)
        return sum(float(row[self.measure.part]) for row in both) / target if target else None

    def _spread(self, _: Group, rows: list[Row]) -> float | None:
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[str(self.measure.over)]].append(row)
        if self.measure.counted:
            seen = [sum(map(self.counts, each)) / len(each) for each in groups.values()]
        else:
            seen = [float(len(each)) for each in groups.values()]
        return max(seen) - min(seen) if seen else None

    def _repeats(self, _: Group, rows: list[Row]) -> float | None:
        times = Counter(row[str(self.measure.over)] for row in rows)
        del times[None]
        if len(times) < max(self.measure.small_base, 1):
            return None
        return sum(each >= int(self.measure.times or 0) for each in times.values()) / len(times)

    def split(self) -> Values:
        rows = self.base_rows(self.first, self.last)
        whole = {group: self.size(each) for group, each in self.grouped(rows).items()}
        return {
            group: self.size(each) / whole[group[:-1]]
            for group, each in self.grouped(rows, str(self.measure.split_by)).items()
            if whole[group[:-1]] >= self.measure.small_base
        }

    def ratios(self) -> Values:
        rows = self.base_rows(self.first, self.last)
        groups = self.grouped(rows, str(self.measure.over))
        found = {}
        for group, each in groups.items():
            other = (*group[:-1], str(self.measure.reference))
            base, other_base = self.population(group[0], group[-1]), self.population(group[0], other[-1])
            number, compared = len(each), len(groups.get(other, []))
            if base and other_base and min(number, compared) >= self.measure.small_base:
                found[group] = (number / base) / (compared / other_base)
        return found
