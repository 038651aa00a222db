"""Large tables of reviewed cases: columns of numbers and of names from CSV or Parquet, every fault told at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from peelian.records.duck import (
    column_types,
    file_relation,
    open_engine,
    quoted_name,
    quoted_text,
    reading,
    refuse_unknown_columns,
)
from peelian.stats.errors import StatsError
from peelian.stats.findings import FINDINGS_SHOWN, Finding, Findings
from peelian.stats.labels import Labels, encode

MISSING = ("", "NA", "na", "null")
WORDS_FOR_1 = ("yes", "true", "y")
WORDS_FOR_0 = ("no", "false", "n")
LARGEST = "1e100"


class CaseTable:
    """The columns of one file that a command uses, held by the embedded engine until they are taken.

    Parameters
    ----------
    path : the CSV or Parquet file.
    columns : the columns to hold.

    Raises
    ------
    StatsError
        ``file-not-found``, ``file-kind``, ``file-unreadable``, ``unknown-column`` or ``table-empty``.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.findings = Findings()
        self._engine = open_engine()
        wanted = list(dict.fromkeys(columns))
        types = column_types(self._engine, path)
        refuse_unknown_columns(path, wanted, list(types))
        self._text = {name: types[name] in ("VARCHAR", "ENUM") for name in wanted}
        held = ", ".join(self._held(name) for name in wanted)
        with reading(path):
            self._engine.execute(f"CREATE TEMP TABLE cases AS SELECT {held} FROM {file_relation(path)}")
        self.rows = int(self._value("SELECT count(*) FROM cases"))
        if not self.rows:
            raise StatsError("table-empty", f"{path.name} has no row below its header.", {"file": str(path)})

    def refuse(self) -> None:
        """Raise all that was found in the columns taken so far."""
        self.findings.refuse_any("data-unsound", f"{self.path.name} cannot be used")

    def close(self) -> None:
        self._engine.close()

    def numbers(self, column: str, *, positive: bool = False) -> Any:
        """A column of numbers; empty cells are NaN, or a finding where each must be a number above 0."""
        name = quoted_name(column)
        number = f"TRY_CAST({name} AS DOUBLE)"
        usable = f"coalesce(isfinite({number}) AND abs({number}) <= {LARGEST}, false)"
        if positive:
            self._note(
                column, f"{name} IS NULL OR NOT {usable} OR {number} <= 0", "a number above 0 is needed."
            )
        else:
            self._note(
                column, f"{name} IS NOT NULL AND NOT {usable}", "a finite number or an empty cell is allowed."
            )
        return self._taken(number)

    def outcome(self, column: str) -> Any:
        """A column of answers: numbers, or yes and no, or true and false, but never words beside numbers."""
        name = quoted_name(column)
        word = f"lower({name}::VARCHAR)"
        words = ", ".join(quoted_text(each) for each in (*WORDS_FOR_1, *WORDS_FOR_0))
        any_word = bool(self._value(f"SELECT coalesce(bool_or({word} IN ({words})), false) FROM cases"))
        if not any_word:
            return self.numbers(column)
        self._note(
            column,
            f"{name} IS NOT NULL AND {word} NOT IN ({words})",
            "other cells of the column say yes or no; one way of answering is allowed.",
        )
        yes = ", ".join(quoted_text(each) for each in WORDS_FOR_1)
        return self._taken(f"CASE WHEN {name} IS NULL THEN NULL WHEN {word} IN ({yes}) THEN 1.0 ELSE 0.0 END")

    def names(self, column: str, *, may_be_missing: bool = False) -> Labels:
        """A column of names as numbers; an empty cell is a finding unless it may be missing."""
        name = quoted_name(column)
        if not may_be_missing:
            self._note(column, f"{name} IS NULL", "every row needs a name.")
        if self._value(f"SELECT bool_and({name} IS NOT NULL AND {_is_whole(name)}) FROM cases"):
            return encode(self._taken(f"{name}::BIGINT"))
        found = self._engine.execute(
            f"SELECT DISTINCT {name}::VARCHAR FROM cases WHERE {name} IS NOT NULL"
        ).fetchnumpy()
        listed = next(iter(found.values()))
        names = np.array(_in_order([str(each) for each in np.ma.getdata(listed)]), dtype=object)
        self._engine.register("names_now", {"name": names, "code": np.arange(len(names))})
        codes = self._engine.execute(
            f"SELECT coalesce(n.code, -1) AS code FROM cases LEFT JOIN names_now n ON {name}::VARCHAR = n.name "
            "ORDER BY cases.rowid"
        ).fetchnumpy()["code"]
        self._engine.unregister("names_now")
        return Labels(np.ma.getdata(codes), names)

    def refuse_duplicates(self, column: str) -> None:
        """Note every case whose name occurs before."""
        name = quoted_name(column)
        self._note(
            column,
            f"{name} IS NULL OR rowid NOT IN (SELECT min(rowid) FROM cases GROUP BY {name})",
            "each case must have a name of its own, and this one is empty or occurs before.",
        )

    def _held(self, column: str) -> str:
        """Text without the blanks around it, and nothing where it says that it is missing."""
        name = quoted_name(column)
        if not self._text[column]:
            return name
        missing = ", ".join(quoted_text(each) for each in MISSING)
        return f"CASE WHEN trim({name}) IN ({missing}) THEN NULL ELSE trim({name}) END AS {name}"

    def _note(self, column: str, wrong: str, sentence: str) -> None:
        count = int(self._value(f"SELECT count(*) FROM cases WHERE {wrong}"))
        if not count:
            return
        rows = self._engine.execute(
            f"SELECT rowid, {quoted_name(column)}::VARCHAR FROM cases WHERE {wrong} "
            f"ORDER BY rowid LIMIT {FINDINGS_SHOWN}"
        ).fetchall()
        self.findings.add(
            (
                Finding(
                    f"{'is empty' if value is None else f'is {value!r}'}; {sentence}",
                    column,
                    int(row) + 1,
                    value or "",
                )
                for row, value in rows
            ),
            count,
        )

    def _taken(self, expression: str) -> Any:
        column = self._engine.execute(f"SELECT {expression} AS taken FROM cases").fetchnumpy()["taken"]
        if not isinstance(column, np.ma.MaskedArray):
            return column
        return column.filled(np.nan)

    def _value(self, query: str) -> Any:
        row = self._engine.execute(query).fetchone()
        return row[0] if row else None


def _is_whole(name: str) -> str:
    """Whether a cell is a whole number in its only spelling, so that 7 and 07 stay two names."""
    return f"regexp_full_match({name}::VARCHAR, '0|[1-9][0-9]{{0,15}}')"


def _in_order(names: list[str]) -> list[str]:
    """Whole numbers by size, other names by letter."""
    if all(name.isascii() and name.isdigit() for name in names):
        return sorted(names, key=lambda name: (int(name), name))
    return sorted(names)
