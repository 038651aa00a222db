"""Where findings go: every one into a table on the disk, and of each kind a few into the report."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import TracebackType

from peelian.records.intake.findings import Finding, Severity

EXAMPLES = 10
"""How many findings of one rule in one column of one file the report shows."""
COLUMNS = tuple(field.name for field in fields(Finding))


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many rows of a file one rule concerns in one column."""

    file: str
    table: str
    column: str
    rule: str
    severity: Severity
    rows: int


class FindingSink:
    """Counts findings, keeps examples, and writes all of them to a CSV file where one is named."""

    def __init__(self, path: Path | None) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="") if path else None
        self._writer = csv.writer(self._stream) if self._stream else None
        if self._writer:
            self._writer.writerow(COLUMNS)
        self._counts: Counter[tuple[str, str, str, str, Severity]] = Counter()
        self._told: Counter[tuple[str, str, str]] = Counter()
        self.examples: list[Finding] = []

    def add(self, found: Finding) -> None:
        """Take one finding in."""
        self._counts[(found.file, found.table, found.column, found.rule, found.severity)] += found.rows
        if self._writer:
            self._writer.writerow([_safe(cell) for cell in astuple(found)])
        kind = (found.file, found.column, found.rule)
        if self._told[kind] < EXAMPLES:
            self._told[kind] += 1
            self.examples.append(found)

    @property
    def counts(self) -> tuple[RuleCount, ...]:
        """The rows by file, column and rule."""
        return tuple(
            RuleCount(file, table, column, rule, severity, rows)
            for (file, table, column, rule, severity), rows in sorted(self._counts.items())
        )

    def __enter__(self) -> FindingSink:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()


def _safe(cell: object) -> object:
    """Keep a value that came from outside from being run as a formula by whoever opens the table."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
