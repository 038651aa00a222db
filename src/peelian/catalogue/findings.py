"""What is wrong in a catalogue, told so that its author can put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CatalogueFinding:
    """One fault: the file, its line (a row of a CSV file is a line), the field, the value seen."""

    file: str
    line: int | None
    field: str
    value: str
    message: str

    @property
    def sort_key(self) -> tuple[str, int, str, str]:
        """Order by file, line, field and message, so that a list reads from top to bottom."""
        return self.file, self.line or 0, self.field, self.message

    def words(self) -> str:
        """Return the finding as one line of print."""
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        named = f"{place}, {self.field}" if self.field else place
        return f"{named}: {self.message}"


class CatalogueError(Exception):
    """A catalogue could not be loaded; `details` holds every finding, not the first only."""

    code = "catalogue-invalid"

    def __init__(self, place: str, findings: Sequence[CatalogueFinding]) -> None:
        count = "1 fault" if len(findings) == 1 else f"{len(findings)} faults"
        lines = "\n".join(f"  {finding.words()}" for finding in findings)
        self.message = (
            f"The catalogue {place} has {count}. Correct the lines named and load it again.\n{lines}"
        )
        self.details = tuple(findings)
        super().__init__(self.message)
