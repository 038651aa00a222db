"""Read a file of published figures: find its format by what stands in it, and take every number with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from peelian.catalogue import Catalogue
from peelian.catalogue.published_formats import Layout, PublishedFormat
from peelian.records.published.areas import AreasOfFile
from peelian.records.published.layouts.forces_across import read_forces_across
from peelian.records.published.layouts.forces_down import read_forces_down
from peelian.records.published.layouts.place import Place
from peelian.records.published.layouts.rows import header_row, read_rows
from peelian.records.published.layouts.titled import titled_measure
from peelian.records.published.sheets import Sheet, read_sheets
from peelian.records.published.values import PublishedFile, Reading
from peelian.stats.errors import StatsError

LAYOUTS: Mapping[Layout, Callable[[Place], None]] = {
    "rows": read_rows,
    "forces-down": read_forces_down,
    "forces-across": read_forces_across,
}


def read_published(path: Path, catalogue: Catalogue) -> PublishedFile:
    """Read a file of published figures.

    Every number becomes a value with its area, period and place; nothing is mended. What is odd is a
    finding, told once where it concerns a name or a sheet, and for each cell where it concerns a number.

    Raises
    ------
    StatsError
        ``file-not-found``, ``file-kind``, ``file-unreadable`` or ``format-unknown``.
    """
    sheets = read_sheets(path)
    format_ = _recognised(path, sheets, catalogue)
    reading = Reading(path.name)
    areas = AreasOfFile(catalogue, reading)
    for sheet in sheets:
        if re.fullmatch(format_.sheets, sheet.name):
            LAYOUTS[format_.layout](Place(sheet, format_, reading, areas))
    return PublishedFile(path.name, format_, tuple(reading.values), tuple(reading.findings))


def _recognised(path: Path, sheets: list[Sheet], catalogue: Catalogue) -> PublishedFormat:
    """Return the format whose header or titles stand in one of the sheets."""
    for format_ in catalogue.published_formats.values():
        if path.suffix.lower() in format_.endings and any(_fits(sheet, format_) for sheet in sheets):
            return format_
    known = "; ".join(format_.title for format_ in catalogue.published_formats.values()) or "none"
    raise StatsError(
        "format-unknown",
        f"{path.name} is none of the published files that are known by their headers or titles: {known}. "
        "Check that it is the publisher's own file, or describe its format in the catalogue.",
        {"file": str(path)},
    )


def _fits(sheet: Sheet, format_: PublishedFormat) -> bool:
    if not re.fullmatch(format_.sheets, sheet.name):
        return False
    if format_.layout == "rows":
        return header_row(sheet, format_) is not None
    return titled_measure(sheet, format_) is not None
