"""The layout of one header row, and one line for each area, period and group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from peelian.catalogue.published_formats import PublishedFormat
from peelian.records.published.areas import Area
from peelian.records.published.cells import words
from peelian.records.published.layouts.place import Place
from peelian.records.published.periods import read_period
from peelian.records.published.sheets import Sheet

HEADER_WITHIN = 40
"""Rows among which the header is looked for, below a title and a preamble."""


def header_row(sheet: Sheet, format_: PublishedFormat) -> int | None:
    """Return the row that names every column of the format, counted from 0; None where none does."""
    wanted = set(format_.header)
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if wanted <= {words(cell) for cell in row}:
            return number
    return None


def read_rows(place: Place) -> None:
    """Read the sheet into values; rows that tell no period or are cut short are faults."""
    start = header_row(place.sheet, place.format)
    if start is None:
        return
    columns = {words(cell): number for number, cell in enumerate(place.sheet.rows[start])}
    _note_preamble(place, start)
    for row, cells in _data_rows(place, start, columns):
        period = read_period(
            place.format.period, [words(cells[columns[c]]) for c in place.format.period.columns]
        )
        if period is None:
            shown = ", ".join(words(cells[columns[name]]) for name in place.format.period.columns)
            sentence = (
                f"'{shown}' is not a {place.format.period.form.replace('-', ' ')}; the row is left out."
            )
            place.note("not-a-period", sentence, row=row, value=shown, weight="fault")
            continue
        area = _area(place, words(cells[columns[place.format.area_column]]), row)
        breakdown = tuple((name, words(cells[columns[name]])) for name in place.format.breakdowns)
        for measure in place.format.measures:
            place.take(cells[columns[measure.column]], measure, area, period, breakdown, row=row)


def _area(place: Place, name: str, row: int) -> Area:
    if place.format.area_kind == "district":
        return Area(name, kind="district")
    return place.areas.force(name, sheet=place.sheet.name, row=row)


def _data_rows(place: Place, start: int, columns: dict[str, int]) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield the rows below the header that are whole, with their number as a person counts it."""
    width = max(columns[name] for name in place.format.header) + 1
    for number, cells in enumerate(place.sheet.rows[start + 1 :], start=start + 2):
        if place.is_empty(cells):
            continue
        if len(cells) < width:
            sentence = f"The row has {len(cells)} cells and the header {width}; it is cut short and left out."
            place.note("short-row", sentence, row=number, weight="fault")
            continue
        yield number, cells


def _note_preamble(place: Place, start: int) -> None:
    told = sum(1 for row in place.sheet.rows[:start] if not place.is_empty(row))
    if told:
        sentence = f"{told} rows of title and remarks stand above the header; the table begins below them."
        place.note("preamble", sentence, row=start + 1)
