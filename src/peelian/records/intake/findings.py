"""What an intake finds, and the shape of the rules that find it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from peelian.catalogue.record_tables import RecordColumn
from peelian.records.intake.cells import Cell, Known

Severity = Literal["file", "row", "warning", "note"]
"""What follows from a finding: the file is left out, the row is kept apart, it is accepted and should be
looked at, or it is merely said."""

SEVERITY_WORDS: dict[Severity, str] = {
    "file": "the file is left out",
    "row": "the row is kept apart",
    "warning": "accepted; look at it",
    "note": "accepted; for information",
}

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, as a rule tells it. `rows` is how many rows it concerns."""

    sentence: str
    column: str = ""
    value: str = ""
    row: int | None = None
    rows: int = 1
    file: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault with the rule that found it and the file it was found in.

    `row` is counted as a spreadsheet counts: the first line of the file is row 1.
    """

    file: str
    table: str
    row: int | None
    column: str
    value: str
    rule: str
    severity: Severity
    sentence: str
    rows: int = 1


@dataclass(frozen=True)
class Rule:
    """What every rule says of itself."""

    identifier: str
    title: str
    severity: Severity
    meaning: str


@dataclass(frozen=True)
class CellRule(Rule):
    """A rule about single cells.

    `broken(column, cell, known)` returns the SQL condition that is true where the cell breaks the rule, or None
    for a column that the rule is not about; `cell` has the SQL of what the cell holds.
    `sentence(column, value, known)` says it of one cell.
    """

    broken: Callable[[RecordColumn, Cell, Known], str | None]
    sentence: Callable[[RecordColumn, str, Known], str]


@dataclass(frozen=True)
class PairRule(Rule):
    """A rule about two cells of a row, told of the column that names the other.

    `broken(cell, other)` returns the SQL condition that is true where the row breaks the rule, and
    `sentence(column, value, other, other_value)` says it of one row.
    """

    other: Callable[[RecordColumn], str | None]
    broken: Callable[[Cell, Cell], str]
    sentence: Callable[[RecordColumn, str, str, str], str]


@dataclass(frozen=True)
class FactRule(Rule, Generic[Facts]):
    """A rule about a file or a table: a function from what is known of it to what is wrong."""

    find: Callable[[Facts], Iterable[Fault]]


def finding(rule: Rule, fault: Fault, *, file: str = "", table: str = "") -> Finding:
    """Return the finding that a fault makes; a file that the fault names itself goes first."""
    return Finding(
        file=fault.file or file,
        table=table,
        row=fault.row,
        column=fault.column,
        value=fault.value,
        rule=rule.identifier,
        severity=rule.severity,
        sentence=fault.sentence,
        rows=fault.rows,
    )


def shown(value: str, longest: int = 60) -> str:
    """Return a value in quotation marks, cut where it is long."""
    return f"'{value}'" if len(value) <= longest else f"'{value[:longest]}...'"


def listed(words: Iterable[str], most: int = 12) -> str:
    """Return words with commas, saying how many were left out."""
    found = list(words)
    rest = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + rest


def counted(number: int, one: str, more: str = "") -> str:
    """Return a number with its word.

    >>> counted(1, "row"), counted(2_000, "row"), counted(2, "row names", "rows name")
    ('1 row', '2,000 rows', '2 rows name')
    """
    return f"{number:,} {one if number == 1 else more or one + 's'}"
