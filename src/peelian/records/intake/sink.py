"""Where findings go: every one into a table on the disk, and of each kind a few into the report."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from types import TracebackType

from peelian.records.intake.findings import Finding, Severity

EXAMPLES = 10
"""How many findings of one rule in one column of one file the report shows."""
_NUMBER = re.compile(r"[+-]?[\d.,]+")
COLUMNS = tuple(field.name for field in fields(Finding))


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings one rule makes in one column of a file, and how many rows they concern."""

    file: str
    table: str
    column: str
    rule: str
    severity: Severity
    findings: int
    rows: int


class FindingSink:
    """Counts findings, keeps examples, and writes all of them to a CSV file where one is named."""

    def __init__(self, path: Path | None) -> None:
        self._stream = path.open("w", encoding="utf-8", newline="") if path else None
        self._writer = csv.writer(self._stream) if self._stream else None
        if self._writer:
            self._writer.writerow(COLUMNS)
        self._rows: Counter[tuple[str, str, str, str, Severity]] = Counter()
        self._findings: Counter[tuple[str, str, str, str, Severity]] = Counter()
        self._told: Counter[tuple[str, str, str]] = Counter()
        self.examples: list[Finding] = []

    def add(self, found: Finding) -> None:
        """Take one finding in."""
        place = (found.file, found.table, found.column, found.rule, found.severity)
        self._rows[place] += found.rows
        self._findings[place] += 1
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
            RuleCount(*place, findings=self._findings[place], rows=rows)
            for place, rows in sorted(self._rows.items())
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
    if (
        not isinstance(cell, str)
        or cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
        or _NUMBER.fullmatch(cell)
    ):
        return cell
    return f"'{cell}"
