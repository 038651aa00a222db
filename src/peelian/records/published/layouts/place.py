"""Where a layout reads: the sheet, how its numbers are to be read, and what it gathers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from peelian.catalogue.published_formats import PublishedFormat, PublishedMeasure
from peelian.records.published.areas import Area, AreasOfFile
from peelian.records.published.cells import BLANK, read_number
from peelian.records.published.sheets import Sheet
from peelian.records.published.values import PublishedValue, Reading

Breakdown = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Place:
    """One sheet of one file in the hands of a layout."""

    sheet: Sheet
    format: PublishedFormat
    reading: Reading
    areas: AreasOfFile

    def take(
        self,
        cell: object,
        measure: PublishedMeasure,
        area: Area,
        period: str,
        breakdown: Breakdown,
        *,
        row: int,
    ) -> None:
        """Read one number into a value; a mark on it is noted, and what is no number is a fault."""
        number = read_number(cell, self.format.missing)
        if number.fault:
            sentence = f"{number.fault}; a number or one of {self._missing_words()} is allowed. The value is left out."
            self.note("not-a-number", sentence, row=row, column=measure.title, value=cell, weight="fault")
        elif number.missing == BLANK:
            sentence = "The cell is blank where a number is expected; it counts as missing and not as 0."
            self.note("blank-cell", sentence, row=row, column=measure.title)
        elif number.mark and number.mark != "%":
            sentence = f"'{number.mark}' hangs on the number; the number is read without it."
            self.note("mark-on-number", sentence, row=row, column=measure.title, value=cell)
        self.keep(number.value, number.missing or number.fault, measure, area, period, breakdown, row=row)

    def keep(
        self,
        value: Decimal | None,
        missing: str,
        measure: PublishedMeasure,
        area: Area,
        period: str,
        breakdown: Breakdown,
        *,
        row: int,
    ) -> None:
        """Add a value to what was read."""
        self.reading.values.append(
            PublishedValue(
                measure=measure.identifier,
                unit=measure.unit,
                area=area.name,
                force=area.force,
                kind=area.kind,
                period=period,
                breakdown=breakdown,
                value=value,
                missing=missing,
                sheet=self.sheet.name,
                row=row,
            )
        )

    def note(self, rule: str, sentence: str, **place: Any) -> None:
        """Add a finding about this sheet."""
        self.reading.note(rule, sentence, sheet=self.sheet.name, **place)

    def is_empty(self, row: Sequence[object]) -> bool:
        """Say whether nothing stands in a row."""
        return not any(str(cell).strip() for cell in row if cell is not None)

    def _missing_words(self) -> str:
        return ", ".join(f"'{token}'" for token in self.format.missing) or "a blank cell"
