"""The second pass: the rows that were not plainly right, with their numbers, judged rule by rule.

What may be accepted with a warning is written to a second Parquet file; what may not is kept apart as it
stands in the file, with the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.record_tables import RecordColumn
from peelian.records.duck import quoted_name, quoted_text
from peelian.records.formula_guard import guarded, guarded_sql
from peelian.records.intake import cells
from peelian.records.intake.broken_lines import MalformedLine
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.findings import CellRule, Fault, Finding, PairRule, finding
from peelian.records.intake.opening import Opened
from peelian.records.intake.plain_pass import in_order, is_plain, malformed_lines
from peelian.records.intake.remembered import Remembered
from peelian.records.intake.rules import CELL_RULES, PAIR_RULES, blank_row, repeated_header
from peelian.records.intake.sources import ROW, Source
from peelian.records.sent import parquet_form

FETCHED = 10_000


@dataclass(frozen=True)
class Charge:
    """One rule on one column, or on that and another, with the SQL that is true of the rows that break it."""

    rule: CellRule | PairRule
    column: RecordColumn
    broken: str
    other: str = ""

    def sentence(self, held: Mapping[str, str], known: Known) -> str:
        """Say it of a row of which these cells are held."""
        value = held[self.column.name]
        if isinstance(self.rule, PairRule):
            return self.rule.sentence(self.column, value, self.other, held[self.other])
        return self.rule.sentence(self.column, value, known)


class CarefulPass:
    """Judges the rows of one file that are not plainly right.

    Parameters
    ----------
    malformed
        The lines that are no rows; the rows after them are numbered past them.
    """

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        opened: Opened,
        source: Source,
        known: Known,
        malformed: Sequence[MalformedLine],
    ) -> None:
        self._engine = engine
        self._opened = opened
        self._source = source
        self._known = known
        self._malformed = malformed
        self._width = len(opened.facts.header)
        self._charges: list[Charge] = []
        self._states: dict[str, Cell] = {}

    def set_apart(self, work: Path, catalogue: Catalogue, left: Remembered | None) -> None:
        """Hold the rows that are not plain, each with its number, and judge them.

        Parameters
        ----------
        left
            What the first pass remembered of them; all rows of the file are tested where it knows too little.
        """
        apart = work / "apart.parquet"
        if left is None or not (self._find(apart, left) or self._hold(apart, left.maybe) == left.rows):
            self._hold(apart, "true")
        self._known = replace(self._known, forces={**self._known.forces, **self._forces_named(catalogue)})
        self._judge()
        self._engine.execute("DROP TABLE apart")

    def _find(self, apart: Path, left: Remembered) -> bool:
        """Look for the places of rows whose cells are held, by the one cell that tells them; say whether it does."""
        held = left.held
        if held is None:
            return False
        self._written(f"CASE WHEN {left.maybe} THEN {left.key} END AS key", apart)
        cells_of = ", ".join(f"cells[{place + 1}] AS c{place}" for place in range(self._width))
        self._engine.register("left_rows", held)
        found = self._number_rows(
            f"SELECT places.file_row_number, left_rows.cells "
            f"FROM read_parquet({quoted_text(str(apart))}, file_row_number = true) AS places "
            f"JOIN (SELECT cells, {left.key} AS key FROM (SELECT cells, {cells_of} FROM left_rows)) AS left_rows "
            "ON places.key = left_rows.key"
        )
        self._engine.unregister("left_rows")
        return found == left.rows

    def _hold(self, apart: Path, maybe: str) -> int:
        """Read every row again that may be not plain; return how many are not."""
        raw = ", ".join(f"c{place}" for place in range(self._width))
        plain = "false" if self._source.numbers_rows else is_plain(self._source, self._known)
        self._written(f"CASE WHEN NOT ({maybe}) OR ({plain}) THEN NULL ELSE [{raw}] END AS cells", apart)
        return self._number_rows(
            f"SELECT * FROM read_parquet({quoted_text(str(apart))}, file_row_number = true) WHERE cells IS NOT NULL"
        )

    def _written(self, value: str, apart: Path) -> None:
        """Write a value of every row of the file, nothing of most, so that its place there is its place in the file."""
        self._engine.execute(
            f"COPY (SELECT {value} FROM {self._opened.relation}) TO {quoted_text(str(apart))} (FORMAT parquet)"
        )
        malformed_lines(self._engine, self._opened)

    def write_accepted(self, out: Path) -> int:
        """Write the rows that may be accepted to a Parquet file, in their order; return how many they are."""
        columns = ", ".join(f"{self._states[name].value} AS {name}" for name in self._source.told)
        return self._copied(
            f"SELECT {columns} FROM judged WHERE NOT kept_apart ORDER BY {ROW}",
            out,
            parquet_form(self._source.absent),
        )

    def write_rejected(self, out: Path) -> int:
        """Write the rows that are kept apart as they stand in the file, with their reasons; no cell is a formula."""
        labels = ", ".join(
            quoted_text(f"{charge.column.name}: {charge.rule.identifier}") for charge in self._charges
        )
        reasons = (
            "coalesce(no_record, array_to_string("
            f"list_transform(serious, lambda place: list_extract([{labels}], place + 1)), '; '))"
        )
        raw = ", ".join(
            f"{guarded_sql(f'c{place}')} AS {quoted_name(guarded(name))}"
            for place, name in enumerate(distinct(self._opened.facts.header))
        )
        file = quoted_text(guarded(self._source.file))
        return self._copied(
            f"SELECT {file} AS rejected_file, {ROW} AS rejected_row, {reasons} AS rejected_because, {raw} "
            f"FROM judged WHERE kept_apart ORDER BY {ROW}",
            out,
            "FORMAT csv, HEADER",
        )

    def rows_accepted_again(self) -> list[int]:
        """Return the numbers of the rows that `write_accepted` writes, in their order."""
        rows = self._engine.execute(
            f"SELECT {ROW} FROM judged WHERE NOT kept_apart ORDER BY {ROW}"
        ).fetchall()
        return [int(row[0]) for row in rows]

    def rows_apart(self) -> list[int]:
        """Return the numbers of all rows that were not plain, in their order."""
        return [
            int(row[0]) for row in self._engine.execute(f"SELECT {ROW} FROM judged ORDER BY {ROW}").fetchall()
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for every rule that a cell breaks, in the order of the rows.

        What is merely noted is told once for each value.
        """
        yield from self._notes()
        names = sorted(
            {name for charge in self._charges for name in (charge.column.name, charge.other) if name}
        )
        values = ", ".join(self._states[name].raw for name in names) or "NULL"
        cursor = self._engine.execute(
            f"SELECT {ROW}, no_record, faults, [{values}] FROM judged "
            f"WHERE no_record IS NOT NULL OR len(faults) > 0 ORDER BY {ROW}"
        )
        while rows := cursor.fetchmany(FETCHED):
            for number, no_record, faults, held in rows:
                if no_record:
                    yield self._no_record(int(number), str(no_record))
                    continue
                cells_held = dict(zip(names, (cell or "" for cell in held), strict=True))
                for place in faults:
                    charge = self._charges[place]
                    if charge.rule.severity != "note":
                        yield self._finding(charge, int(number), cells_held)

    def _notes(self) -> Iterator[Finding]:
        for place, charge in enumerate(self._charges):
            if charge.rule.severity == "note":
                rows = self._engine.execute(
                    f"SELECT {self._states[charge.column.name].raw}, min({ROW}), count(*) FROM judged "
                    f"WHERE list_contains(faults, {place}) AND NOT kept_apart GROUP BY ALL ORDER BY 2"
                ).fetchall()
                for held, first, times in rows:
                    cells_held = {charge.column.name: str(held)}
                    yield replace(self._finding(charge, int(first), cells_held), rows=int(times))

    def close(self) -> None:
        """Drop what was held."""
        self._engine.execute("DROP TABLE IF EXISTS judged")

    def _number_rows(self, rows: str) -> int:
        """Give each row its number in the file: past the header, and past every line that is no row.

        Parameters
        ----------
        rows
            The SQL of the rows: the place of each among all rows of the file, and its cells.
        """
        raw = ", ".join(f"cells[{place + 1}] AS c{place}" for place in range(self._width))
        first = self._opened.first_row
        befores = ", ".join(
            f"({bad.line - first - number}, {number + 1})" for number, bad in enumerate(self._malformed)
        )
        shift = (
            f"ASOF LEFT JOIN (VALUES {befores}) AS lines(place, passed) ON rows.file_row_number >= lines.place"
            if befores
            else ""
        )
        passed = "coalesce(lines.passed, 0)" if befores else "0"
        made = self._engine.execute(
            f"CREATE OR REPLACE TEMP TABLE apart AS SELECT file_row_number + {first} + {passed} AS {ROW}, {raw} "
            f"FROM ({rows}) AS rows {shift}"
        ).fetchone()
        return int(made[0]) if made else 0

    def _forces_named(self, catalogue: Catalogue) -> Mapping[str, str]:
        """Return the short name of every force that a cell names in another way."""
        named: dict[str, str] = {}
        for column in self._source.table.columns:
            if column.type == "force" and column.name in self._source.readings:
                text = cells.said(column, self._source.cell(column.name))
                for (name,) in self._engine.execute(f"SELECT DISTINCT {text} FROM apart").fetchall():
                    force = catalogue.recognise_force(name).force if name else None
                    if force:
                        named[str(name)] = force.slug
        return named

    def _judge(self) -> None:
        """Read every cell once, then let each rule look at what was read."""
        columns = [self._source.table.column(name) for name in self._source.readings]
        states = {
            column.name: Cell(f"raw_{place}", f"said_{place}", f"value_{place}")
            for place, column in enumerate(columns)
        }
        raw = "".join(
            f", {self._source.cell(column.name)} AS {states[column.name].raw}" for column in columns
        )
        self._engine.execute(f"CREATE OR REPLACE TEMP TABLE raw_cells AS SELECT *{raw} FROM apart")
        read = "".join(self._read(column, states[column.name]) for column in columns)
        self._engine.execute(
            f"CREATE OR REPLACE TEMP TABLE read_cells AS SELECT *{read} "
            f"FROM (SELECT *, {self._is_plain(columns, states)} AS is_plain FROM raw_cells)"
        )
        self._engine.execute("DROP TABLE raw_cells")
        self._states = states
        self._charges = [
            Charge(rule, column, broken)
            for column in columns
            for rule in CELL_RULES
            if (broken := rule.broken(column, states[column.name], self._known))
        ]
        self._charges += [
            Charge(rule, column, rule.broken(states[column.name], states[other]), other)
            for column in columns
            for rule in PAIR_RULES
            if (other := rule.other(column)) and other in states
        ]
        self._charge()

    def _is_plain(self, columns: Sequence[RecordColumn], states: Mapping[str, Cell]) -> str:
        """Return the SQL that is true of a row that is here only to be numbered, and breaks no rule."""
        if not self._source.numbers_rows:
            return "false"
        values = {column.name: cells.plain_value(column, states[column.name].raw) for column in columns}
        return " AND ".join(
            [
                *(cells.plain(column, states[column.name].raw, self._known) for column in columns),
                *in_order(self._source, values),
            ]
        )

    def _read(self, column: RecordColumn, state: Cell) -> str:
        """Return the SQL of what a cell says and of its value, short where the row is plain."""
        said, value = cells.said(column, state.raw), cells.value(column, state.raw, self._known)
        if not self._source.numbers_rows:
            return f", {said} AS {state.said}, {value} AS {state.value}"
        return (
            f", CASE WHEN is_plain THEN {state.raw} ELSE {said} END AS {state.said}"
            f", CASE WHEN is_plain THEN {cells.plain_value(column, state.raw)} ELSE {value} END AS {state.value}"
        )

    def _charge(self) -> None:
        """Hold beside each row the places of the rules that it breaks, and whether it is kept apart."""
        cases = ", ".join(
            f"CASE WHEN {charge.broken} THEN {place} END" for place, charge in enumerate(self._charges)
        )
        serious = ", ".join(
            str(place) for place, charge in enumerate(self._charges) if charge.rule.severity == "row"
        )
        header = [name.lstrip("\ufeff").strip() for name in self._opened.facts.header]
        blank, again = (
            " AND ".join(
                f"coalesce(trim(c{place}), '') = {quoted_text(cell)}" for place, cell in enumerate(row)
            )
            for row in ([""] * self._width, header)
        )
        no_record = (
            f"CASE WHEN is_plain THEN NULL WHEN {blank} THEN {quoted_text(blank_row.RULE.identifier)} "
            f"WHEN {again} THEN {quoted_text(repeated_header.RULE.identifier)} END"
        )
        self._engine.execute(
            f"CREATE OR REPLACE TEMP TABLE judged AS SELECT *, no_record IS NOT NULL OR len(serious) > 0 AS kept_apart "
            "FROM ("
            f"SELECT *, list_filter(faults, lambda place: place IN ({serious})) AS serious FROM ("
            f"SELECT *, CASE WHEN is_plain THEN [] ELSE list_filter([{cases}], lambda place: place IS NOT NULL) END "
            f"AS faults, {no_record} AS no_record FROM read_cells))"
        )
        self._engine.execute("DROP TABLE read_cells")

    def _copied(self, query: str, out: Path, form: str) -> int:
        row = self._engine.execute(f"COPY ({query}) TO {quoted_text(str(out))} ({form})").fetchone()
        return int(row[0]) if row else 0

    def _no_record(self, number: int, which: str) -> Finding:
        told = blank_row if which == blank_row.RULE.identifier else repeated_header
        fault = Fault(told.sentence(), row=number)
        return finding(told.RULE, fault, file=self._source.file, table=self._source.table.identifier)

    def _finding(self, charge: Charge, number: int, held: Mapping[str, str]) -> Finding:
        return Finding(
            file=self._source.file,
            table=self._source.table.identifier,
            row=number,
            column=charge.column.name,
            value=held[charge.column.name],
            rule=charge.rule.identifier,
            severity=charge.rule.severity,
            sentence=charge.sentence(held, self._known),
        )


def distinct(header: Sequence[str]) -> list[str]:
    """Return names for the columns of a header, none of them empty and no two the same."""
    names: list[str] = []
    for place, cell in enumerate(header, start=1):
        name = cell.strip() or f"column {place}"
        names.append(name if name.lower() not in {each.lower() for each in names} else f"{name} ({place})")
    return names
