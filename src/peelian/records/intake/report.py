"""What an intake comes to: the files with their rows, and all that was found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from peelian.records.intake.findings import Finding, Severity
from peelian.records.intake.sink import RuleCount

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class FileResult:
    """One file, or one sheet, and what became of its rows. `rows` is always `accepted` plus `rejected`."""

    file: str
    table: str
    format: str
    rows: int
    accepted: int
    rejected: int
    left_out: bool
    encoding: str
    delimiter: str


@dataclass(frozen=True)
class IntakeReport:
    """The result of checking a folder.

    `findings` holds some examples of every rule in every column of every file; `counts` says how many rows
    each concerns. The file `findings.csv` of the output folder holds them all.
    """

    folder: str
    checked_on: date
    files: tuple[FileResult, ...]
    findings: tuple[Finding, ...]
    counts: tuple[RuleCount, ...]

    @property
    def rows(self) -> int:
        """The rows of all files that were read."""
        return sum(file.rows for file in self.files)

    @property
    def accepted(self) -> int:
        """The rows that were accepted."""
        return sum(file.accepted for file in self.files)

    @property
    def rejected(self) -> int:
        """The rows that were kept apart."""
        return sum(file.rejected for file in self.files)

    @property
    def sound(self) -> bool:
        """Whether nothing was found but notes."""
        return all(count.severity == "note" for count in self.counts)

    def rows_by_severity(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        order: tuple[Severity, ...] = ("file", "row", "warning", "note")
        return {severity: sum(1 for count in self.counts if count.severity == severity) for severity in order}

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "schema_version": SCHEMA_VERSION,
            "folder": self.folder,
            "checked_on": self.checked_on.isoformat(),
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "files": [asdict(file) for file in self.files],
            "counts": [asdict(count) for count in self.counts],
            "findings": [asdict(found) for found in self.findings],
        }
