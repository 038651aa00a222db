"""What sheets with a title have in common: which measure the title names."""

from __future__ import annotations

from peelian.catalogue.published_formats import PublishedFormat, PublishedMeasure
from peelian.records.published.cells import words
from peelian.records.published.sheets import Sheet


def title_of(sheet: Sheet) -> str:
    """Return the first words of a sheet."""
    return next((words(cell) for row in sheet.rows[:5] for cell in row if words(cell)), "")


def titled_measure(sheet: Sheet, format_: PublishedFormat) -> PublishedMeasure | None:
    """Return the measure whose title the sheet bears; of two that fit, the longer title."""
    title = title_of(sheet)
    fitting = [measure for measure in format_.measures if title.startswith(measure.sheet_title)]
    return max(fitting, key=lambda measure: len(measure.sheet_title), default=None)
