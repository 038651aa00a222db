"""What is read from a file of published figures: values, where each stood, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from peelian.catalogue.published_formats import PublishedFormat

Weight = Literal["note", "fault"]
"""A note says how something was read; a fault is something that the publisher or the sender has to look at."""


@dataclass(frozen=True)
class PublishedFinding:
    """One thing noticed, with its place in the file: sheet, row counted from 1, and column."""

    file: str
    sheet: str
    row: int | None
    column: str
    value: str
    rule: str
    sentence: str
    weight: Weight = "fault"

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "rule": self.rule,
            "weight": self.weight,
            "message": self.sentence,
        }


@dataclass(frozen=True)
class PublishedValue:
    """One number of a file: of which area and period, and why it is missing where it is.

    `force` is the slug of a force, and empty for every other area; `kind` is then what the area is.
    `breakdown` holds pairs of a name and the words that stand in the row.
    """

    measure: str
    unit: str
    area: str
    force: str
    kind: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    value: Decimal | None
    missing: str
    sheet: str
    row: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values; the number as it is printed."""
        return {
            "measure": self.measure,
            "unit": self.unit,
            "area": self.area,
            "force": self.force or None,
            "kind": self.kind,
            "period": self.period,
            "breakdown": dict(self.breakdown),
            "value": None if self.value is None else f"{self.value:f}",
            "missing": self.missing or None,
            "sheet": self.sheet,
            "row": self.row,
        }


@dataclass
class Reading:
    """What the reading of one file gathers."""

    file: str
    values: list[PublishedValue] = field(default_factory=list)
    findings: list[PublishedFinding] = field(default_factory=list)

    def note(self, rule: str, sentence: str, *, weight: Weight = "note", **place: Any) -> None:
        """Add a finding; `place` holds sheet, row, column and value as far as they are known."""
        self.findings.append(
            PublishedFinding(
                file=self.file,
                sheet=str(place.get("sheet", "")),
                row=place.get("row"),
                column=str(place.get("column", "")),
                value=str(place.get("value", "")),
                rule=rule,
                sentence=sentence,
                weight=weight,
            )
        )


@dataclass(frozen=True)
class PublishedFile:
    """A file as it was read: its format, the values in their order, and the findings."""

    file: str
    format: PublishedFormat
    values: tuple[PublishedValue, ...]
    findings: tuple[PublishedFinding, ...]

    @property
    def of_forces(self) -> tuple[PublishedValue, ...]:
        """The values of forces alone, without totals, regions and other areas."""
        return tuple(value for value in self.values if value.force)

    @property
    def apart(self) -> tuple[PublishedValue, ...]:
        """The values of every other area, kept apart from those of forces."""
        return tuple(value for value in self.values if not value.force)
